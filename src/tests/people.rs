//! The people of an organisation: registering, claiming, inviting, roles, contacts; and who may not.

use crate::account::{next_mail, with_mail};
use crate::app::{Answer as Reply, TestApp, agreed, command, run};
use axum::http::StatusCode;
use jejaring_domain::*;
use jejaring_store::Account;

/// A person with an account and a name.
pub async fn person(app: &TestApp, name: &str) -> PersonId {
    let person = PersonId::new(1, rand::random());
    let account = Account {
        person,
        email: format!("{person}@sekolah.example").to_lowercase(),
        name: name.to_owned(),
        password: String::new(),
        created: Timestamp(0),
        digest: false,
        demo: false,
    };
    assert!(app.store.add_account(&account).await.unwrap());
    person
}

pub async fn steward(app: &TestApp) -> PersonId {
    let person = person(app, "Bu Pengelola").await;
    let steward = true;
    app.submit(Command::Appoint { person, steward }).await;
    person
}

async fn admin(app: &TestApp, id: OrganisationId, name: &str) -> PersonId {
    let person = person(app, name).await;
    let (member, role) = (RecordId::new(1, rand::random()), MemberRole::Admin);
    app.submit(Command::Admit {
        member,
        organisation: id,
        person,
        role,
    })
    .await;
    person
}

async fn school(app: &TestApp, npsn: &str) -> OrganisationId {
    let id = app.organisation("SMK Negeri 1 Bantul", Kind::School).await;
    let edits = vec![Edit {
        value: ProfileValue::Npsn(Npsn::new(npsn).ok()),
        base: app.store.read(Network::seq),
    }];
    app.submit(Command::EditOrganisation { id, edits }).await;
    id
}

async fn register(app: &TestApp, name: &str, note: &str, sure: &str) -> Reply {
    let fields = [
        ("command", &*command()),
        ("seen", "0"),
        ("sure", sure),
        ("draft[name]", name),
        ("draft[kind]", "school"),
        ("draft[note]", note),
    ];
    app.post_form("/api/save-organisation", &fields).await
}

fn own(app: &TestApp, person: PersonId) -> Vec<Member> {
    app.store
        .read(|network| network.memberships(person).cloned().collect())
}

fn role(app: &TestApp, person: PersonId, id: OrganisationId) -> Option<MemberRole> {
    app.store.read(|network| network.role(person, id))
}

async fn claim(app: &TestApp, id: OrganisationId, npsn: &str) -> Reply {
    let fields = [
        ("id", &*id.to_string()),
        ("command", &command()),
        ("draft[npsn]", npsn),
        ("draft[note]", "Kepala tata usaha"),
    ];
    app.post_form("/api/claim", &fields).await
}

async fn set_role(app: &TestApp, member: RecordId, role: &str) -> Reply {
    let member = member.to_string();
    app.post_form("/api/set-role", &[("member", &member), ("role", role)])
        .await
}

#[test]
fn who_registers_an_organisation_claims_it_and_says_why() {
    run(async {
        let app = TestApp::with(false).await;
        let teacher = person(&app, "Pak Guru").await;
        let app = app.signed_in(teacher);
        assert!(
            app.get("/organisations/new")
                .await
                .text()
                .contains("Dengan menambahkan lembaga ini")
        );
        let answer = register(&app, "SMK Baru", "", "false").await;
        let page = app.get(&answer.location()).await.text();
        assert!(page.contains("SMK Baru") && page.contains("wajib diisi"));
        assert_eq!(app.store.read(|network| network.organisations().len()), 0);

        let answer = register(&app, "SMK Baru", "Guru di sini", "false").await;
        let page = app.get(&answer.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("menunggu pemeriksaan pengelola"));
        let claims = own(&app, teacher);
        assert_eq!(claims.len(), 1);
        assert_eq!(claims[0].claim.as_deref(), Some("Guru di sini"));
        assert_eq!(
            role(&app, teacher, claims[0].organisation),
            None,
            "no rights before"
        );
    });
}

#[test]
fn a_steward_adds_without_claiming() {
    run(async {
        let app = TestApp::with(false).await;
        let steward = steward(&app).await;
        let app = app.signed_in(steward);
        assert!(
            !app.get("/organisations/new")
                .await
                .text()
                .contains("Dengan menambahkan lembaga ini")
        );
        register(&app, "SMK Baru", "", "false").await;
        assert_eq!(app.store.read(|network| network.organisations().len()), 1);
        assert!(own(&app, steward).is_empty());
    });
}

#[test]
fn a_similar_one_is_asked_about_first() {
    run(async {
        let app = TestApp::empty().await;
        let id = school(&app, "20400001").await;
        let answer = register(&app, "SMKN 1 Bantul", "", "false").await;
        let page = app.get(&answer.location()).await.text();
        assert!(page.contains("Apakah salah satu dari ini?"));
        assert!(page.contains(&format!("/organisations/{id}/claim")));
        assert!(page.contains("SMKN 1 Bantul"), "what was typed is not lost");
        assert_eq!(app.store.read(|network| network.organisations().len()), 1);
        let answer = register(&app, "SMKN 1 Bantul", "", "true").await;
        assert_eq!(app.get(&answer.location()).await.status, StatusCode::OK);
        assert_eq!(app.store.read(|network| network.organisations().len()), 2);
        let found = app
            .get("/api/similar-organisations?name=&regency=&npsn=20400001")
            .await;
        assert!(found.text().contains(&id.to_string()));
    });
}

#[test]
fn a_claim_needs_the_number_and_can_be_taken_back() {
    run(async {
        let app = TestApp::with(false).await;
        let id = school(&app, "20400001").await;
        let page = format!("/organisations/{id}");
        assert!(
            app.get(&page)
                .await
                .text()
                .contains("Saya mewakili lembaga ini")
        );
        let answer = app.get(&format!("{page}/claim")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        claim(&app, id, "20400001").await;

        let teacher = person(&app, "Pak Guru").await;
        let app = app.signed_in(teacher);
        assert!(own(&app, teacher).is_empty());
        for npsn in ["", "20400002", "12"] {
            let answer = claim(&app, id, npsn).await;
            assert!(answer.location().contains("/claim?kept="), "{npsn}");
            let page = app.get(&answer.location()).await.text();
            assert!(page.contains("Kepala tata usaha"), "{npsn}");
            assert!(own(&app, teacher).is_empty(), "{npsn}");
        }
        assert_eq!(claim(&app, id, "2040 0001").await.location(), page);
        assert!(
            app.get(&page)
                .await
                .text()
                .contains("menunggu pemeriksaan pengelola")
        );
        let waits = app.get(&format!("{page}/claim")).await.text();
        assert!(waits.contains("Tarik kembali"));
        set_role(&app, own(&app, teacher)[0].id, "").await;
        assert!(own(&app, teacher).is_empty());
    });
}

#[test]
fn an_invitation_makes_one_person_a_member() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("PT Maju", Kind::Company).await;
        let boss = admin(&app, id, "Bu Direktur").await;
        let link = invite(&app.signed_in(boss), id, "editor", "rekan@maju.example").await;
        let people = format!("/organisations/{id}/people");
        let page = app.signed_in(boss).get(&people).await.text();
        assert!(page.contains("rekan@maju.example") && !page.contains(&link));

        let seen = app.get(&link).await.text();
        assert!(seen.contains("PT Maju") && seen.contains("Bu Direktur"));
        assert!(seen.contains("/sign-in?back=%2Finvitation%2F"));
        let token = link.rsplit('/').next().unwrap().to_owned();
        let colleague = person(&app, "Rekan Baru").await;
        let accept = async |person| {
            let app = app.signed_in(person);
            app.post_form("/api/accept-invitation", &[("token", &token)])
                .await
        };
        let visitor = app
            .post_form("/api/accept-invitation", &[("token", &token)])
            .await;
        assert!(!visitor.location().contains(&id.to_string()));
        accept(boss).await;
        assert_eq!(
            accept(colleague).await.location(),
            format!("/organisations/{id}")
        );
        assert_eq!(role(&app, colleague, id), Some(MemberRole::Editor));
        let late = person(&app, "Terlambat").await;
        accept(late).await;
        assert_eq!(role(&app, late, id), None, "it is used up");
        assert!(!app.get(&link).await.status.is_success());
        let page = app.signed_in(colleague).get(&people).await.text();
        assert!(page.contains("Bu Direktur") && page.contains("Rekan Baru"));
        assert!(
            !app.get(&people).await.text().contains("Bu Direktur"),
            "others see how many only"
        );
    });
}

/// Makes an invitation; its link, without the site.
async fn invite(app: &TestApp, id: OrganisationId, role: &str, email: &str) -> String {
    let fields = [
        ("organisation", &*id.to_string()),
        ("draft[role]", role),
        ("draft[email]", email),
    ];
    let answer = app.post_form("/api/invite", &fields).await;
    let page = app.get(&answer.location()).await.text();
    let link = page.split("/invitation/").nth(1).unwrap();
    format!(
        "/invitation/{}",
        link.split(['"', '<', '\\']).next().unwrap()
    )
}

#[test]
fn an_invitation_is_revoked_or_worthless_once_its_maker_may_not_admit() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("PT Maju", Kind::Company).await;
        let boss = admin(&app, id, "Bu Direktur").await;
        let second = admin(&app, id, "Pak Wakil").await;
        let guest = person(&app, "Tamu").await;
        let accept = async |link: &str| {
            let token = link.rsplit('/').next().unwrap().to_owned();
            let app = app.signed_in(guest);
            app.post_form("/api/accept-invitation", &[("token", &token)])
                .await
        };
        let link = invite(&app.signed_in(boss), id, "viewer", "").await;
        let page = app
            .signed_in(second)
            .get(&format!("/organisations/{id}/people"))
            .await
            .text();
        let hash = page.split("name=\"invitation\" value=\"").nth(1).unwrap();
        let hash = hash.split('"').next().unwrap();
        let fields = [("organisation", &*id.to_string()), ("invitation", hash)];
        app.signed_in(guest)
            .post_form("/api/revoke-invitation", &fields)
            .await;
        assert!(app.get(&link).await.status.is_success(), "not by anybody");
        app.signed_in(second)
            .post_form("/api/revoke-invitation", &fields)
            .await;
        accept(&link).await;
        assert_eq!(role(&app, guest, id), None);

        let link = invite(&app.signed_in(boss), id, "viewer", "").await;
        let member = own(&app, boss)[0].id;
        set_role(&app.signed_in(second), member, "viewer").await;
        assert_eq!(role(&app, boss, id), Some(MemberRole::Viewer));
        accept(&link).await;
        assert_eq!(role(&app, guest, id), None);
    });
}

#[test]
fn roles_are_given_by_admins_and_the_last_admin_stays() {
    run(async {
        let app = TestApp::with(false).await;
        let id = app.organisation("PT Maju", Kind::Company).await;
        let boss = admin(&app, id, "Bu Direktur").await;
        let editor = app.member(id, MemberRole::Editor).await;
        let outsider = person(&app, "Orang Luar").await;
        let boss_member = own(&app, boss)[0].id;
        let editor_member = own(&app, editor)[0].id;
        set_role(&app, editor_member, "admin").await;
        for person in [outsider, editor] {
            set_role(&app.signed_in(person), editor_member, "admin").await;
            set_role(&app.signed_in(person), boss_member, "").await;
        }
        assert_eq!(role(&app, editor, id), Some(MemberRole::Editor));
        assert_eq!(role(&app, boss, id), Some(MemberRole::Admin));
        set_role(&app.signed_in(boss), boss_member, "").await;
        assert_eq!(
            role(&app, boss, id),
            Some(MemberRole::Admin),
            "the last admin"
        );
        let left = set_role(&app.signed_in(editor), editor_member, "").await;
        assert_eq!(left.location(), format!("/organisations/{id}"));
        assert_eq!(role(&app, editor, id), None);

        claim(&app.signed_in(outsider), id, "").await;
        let waiting = own(&app, outsider)[0].id;
        assert!(
            app.signed_in(boss)
                .get(&format!("/organisations/{id}/people"))
                .await
                .text()
                .contains("Kepala tata usaha")
        );
        set_role(&app.signed_in(boss), waiting, "viewer").await;
        assert_eq!(role(&app, outsider, id), Some(MemberRole::Viewer));
    });
}

#[test]
fn contacts_are_written_by_editors_and_seen_by_members_of_partners() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Satu", Kind::School).await;
        let company = app.organisation("PT Dua", Kind::Company).await;
        let teacher = app.member(school, MemberRole::Editor).await;
        let viewer = app.member(school, MemberRole::Viewer).await;
        let manager = app.member(company, MemberRole::Viewer).await;
        let stranger = person(&app, "Orang Luar").await;
        let steward = steward(&app).await;
        let save = async |person, name: &str, email: &str| {
            let fields = [
                ("id", &*school.to_string()),
                ("command", &command()),
                ("seen", "0"),
                ("draft[name]", name),
                ("draft[function]", "Humas"),
                ("draft[email]", email),
            ];
            app.signed_in(person)
                .post_form("/api/save-contact", &fields)
                .await
        };
        let wrong = save(teacher, "Ibu Kontak", "bukan").await;
        let page = app.signed_in(teacher).get(&wrong.location()).await.text();
        assert!(page.contains("Ibu Kontak") && page.contains("Bukan alamat surel"));
        save(viewer, "Oleh pembaca", "a@b.example").await;
        save(manager, "Oleh mitra", "a@b.example").await;
        save(teacher, "Ibu Kontak", "kontak@smk.example").await;

        let people = format!("/organisations/{school}/people");
        let sees = async |person| {
            let page = app.signed_in(person).get(&people).await.text();
            assert!(!page.contains("Oleh "));
            page.contains("kontak@smk.example")
        };
        for (person, expected) in [
            (teacher, true),
            (viewer, true),
            (steward, true),
            (stranger, false),
            (manager, false),
        ] {
            assert_eq!(sees(person).await, expected);
        }
        assert!(!app.get(&people).await.text().contains("kontak@smk.example"));
        let together = [school, company].map(agreed);
        let partnership = NewPartnership {
            id: PartnershipId::new(1, 1),
            terms: Terms::new(Name::new("Magang").unwrap(), together.into()),
            archived: false,
        };
        app.submit(Command::Add {
            organisations: Vec::new(),
            partnerships: vec![partnership],
            origin: Origin::Imported,
        })
        .await;
        assert!(sees(manager).await, "a partner now");
        assert!(!sees(stranger).await);

        let contact = app.store.read(|network| {
            let mut contacts = network.records_of::<Contact>(school.into());
            contacts.next().unwrap().id.to_string()
        });
        let fields = [("id", &*school.to_string()), ("contact", &contact)];
        app.signed_in(manager)
            .post_form("/api/remove-contact", &fields)
            .await;
        assert!(sees(teacher).await);
        app.signed_in(teacher)
            .post_form("/api/remove-contact", &fields)
            .await;
        assert!(!sees(teacher).await);
    });
}

#[test]
fn two_who_change_a_contact_are_joined_or_shown_both_values() {
    run(async {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Satu", Kind::School).await;
        let one = app.member(school, MemberRole::Editor).await;
        let other = app.member(school, MemberRole::Editor).await;
        let save = async |person, contact: &str, name: &str, phone: &str, seen: Seq| {
            let (of, seen, command) = (school.to_string(), seen.0.to_string(), command());
            let mut fields = vec![
                ("id", &*of),
                ("command", &*command),
                ("seen", &*seen),
                ("draft[name]", name),
                ("draft[email]", "kontak@smk.example"),
                ("draft[phone]", phone),
            ];
            if !contact.is_empty() {
                fields.push(("contact", contact));
            }
            let app = app.signed_in(person);
            app.post_form("/api/save-contact", &fields).await.location()
        };
        let people = format!("/organisations/{school}/people");
        assert_eq!(save(one, "", "Ibu Kontak", "", Seq(0)).await, people);
        let stored = || {
            app.store.read(|network| {
                let mut contacts = network.records_of::<Contact>(school.into());
                contacts.next().unwrap().clone()
            })
        };
        let (id, seen) = (stored().id.to_string(), app.store.read(Network::seq));
        assert_eq!(save(one, &id, "Ibu Satu", "", seen).await, people);
        assert_eq!(
            save(other, &id, "Ibu Kontak", "0274 123456", seen).await,
            people
        );
        let now = stored();
        assert_eq!(
            (now.name.as_str(), now.phone.as_str()),
            ("Ibu Satu", "0274 123456")
        );
        let refused = save(other, &id, "Ibu Dua", "0274 123456", seen).await;
        assert!(refused.contains("kept="), "{refused}");
        let page = app.signed_in(other).get(&refused).await.text();
        assert!(page.contains("Ibu Satu") && page.contains("Ibu Dua"));
        assert!(page.contains("class=\"card conflict\""));
    });
}

#[test]
fn an_invitation_is_mailed_where_mail_is_set_up() {
    run(async {
        let (app, mails) = with_mail().await;
        let id = app.organisation("PT Maju", Kind::Company).await;
        let boss = admin(&app, id, "Bu Direktur").await;
        let link = invite(&app.signed_in(boss), id, "viewer", "rekan@maju.example").await;
        let mail = next_mail(&mails).await;
        assert_eq!(mail.to, "rekan@maju.example");
        assert!(mail.text.contains(&link) && mail.text.contains("Bu Direktur"));
    });
}
