//! Reminders by mail, each once.

use crate::app::{TestApp, agreed, run};
use jejaring::server::mail::{Mail, Mailer};
use jejaring::server::remind::remind;
use jejaring_domain::*;
use jejaring_store::Account;
use std::sync::{Arc, Mutex};

#[test]
fn the_people_of_the_parties_are_reminded_once_at_each_mark() {
    run(async {
        let sent: Arc<Mutex<Vec<Mail>>> = Arc::default();
        let mailer = Mailer::Kept(sent.clone());
        let app = TestApp::of(|config| config.mailer = mailer).await;
        // Nobody listens there.
        let smtp = Some("smtp://127.0.0.1:1".to_owned());
        let mut broken = app.state.clone();
        let mut config = (*broken.config).clone();
        config.mailer = Mailer::new(smtp, Some("Jejaring <a@b.id>".to_owned())).unwrap();
        broken.config = config.into();
        let parties = [
            app.organisation("SMK Satu", Kind::School).await,
            app.organisation("PT Dua", Kind::Company).await,
        ];
        for (place, party) in parties.iter().chain(&parties[..1]).enumerate() {
            let person = app.member(*party, MemberRole::Editor).await;
            if place == 2 {
                let reason = Some(Line::new("Menyamar").unwrap());
                app.submit(Command::Block { person, reason }).await;
            }
            let account = Account {
                person,
                email: format!("orang{place}@contoh.id"),
                name: "Orang".to_owned(),
                password: String::new(),
                created: Timestamp(0),
                digest: false,
                // The demonstration's people get no mail.
                demo: place == 1,
            };
            assert!(app.store.add_account(&account).await.unwrap());
        }
        let terms = Terms {
            step: Step::Implementation,
            end: Some(Date::constant(2026, 12, 31)),
            ..Terms::new(Name::new("Magang").unwrap(), parties.map(agreed).into())
        };
        let id = PartnershipId::new(1, rand::random());
        let new = NewPartnership {
            id,
            terms,
            archived: false,
        };
        app.submit(Command::Add {
            organisations: Vec::new(),
            partnerships: vec![new],
            origin: Origin::Imported,
        })
        .await;
        let count = async |month, day| {
            let today = Date::constant(2026, month, day);
            remind(&app.state, today).await.unwrap();
            sent.lock().unwrap().len()
        };
        assert_eq!(count(9, 1).await, 0, "too early");
        remind(&broken, Date::constant(2026, 10, 4)).await.unwrap();
        assert_eq!(
            count(10, 5).await,
            1,
            "what could not be sent is sent later"
        );
        assert_eq!(count(10, 6).await, 1, "once");
        assert_eq!(count(12, 1).await, 2);
        assert_eq!(count(12, 30).await, 3);
        assert_eq!(
            count(12, 31).await,
            3,
            "the last day has no mark of its own"
        );
        let mails = sent.lock().unwrap();
        assert_eq!(mails[0].to, "orang0@contoh.id");
        let text = &mails[0].text;
        assert!(text.contains("31 Desember 2026") && text.contains(&id.to_string()));
    });
}
