//! The life of a partnership between the members of its parties, by forms without script.

use crate::app::{Answer as Response, TestApp, command, run};
use axum::http::StatusCode;
use jejaring_domain::*;

/// A school and a company with an editor each, and somebody who has nothing to do with them.
struct Cast {
    app: TestApp,
    school: OrganisationId,
    company: OrganisationId,
    teacher: TestApp,
    manager: TestApp,
    stranger: TestApp,
}

impl Cast {
    async fn new() -> Self {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Satu", Kind::School).await;
        let company = app.organisation("PT Dua", Kind::Company).await;
        let other = app.organisation("Komunitas Tiga", Kind::Community).await;
        let teacher = app.signed_in(app.member(school, MemberRole::Editor).await);
        let manager = app.signed_in(app.member(company, MemberRole::Editor).await);
        let stranger = app.signed_in(app.member(other, MemberRole::Admin).await);
        Self {
            app,
            school,
            company,
            teacher,
            manager,
            stranger,
        }
    }

    /// The teacher writes down a partnership with the company, and more fields.
    async fn propose(&self, form: &str, more: &[(&str, &str)]) -> PartnershipId {
        let command = command();
        let fields = [
            ("command", &*command),
            ("seen", "0"),
            ("draft[title]", "Magang bersama"),
            ("draft[purpose]", "Siswa siap kerja"),
            ("draft[form]", form),
            ("draft[scope]", "software"),
            ("draft[finance]", "none"),
            ("draft[step]", "needs_analysis"),
            ("draft[parties][0][organisation]", "SMK Satu"),
            ("draft[parties][0][role]", "proposer"),
            ("draft[parties][1][organisation]", "PT Dua"),
            ("draft[parties][1][role]", "partner"),
            ("draft[benefits][0][benefit]", "experience"),
            ("draft[benefits][0][state]", "expected"),
        ];
        let kept = fields
            .iter()
            .filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let fields: Vec<_> = kept.chain(more).copied().collect();
        let answer = self
            .teacher
            .post_form("/api/save-partnership", &fields)
            .await;
        let id = answer.location().rsplit('/').next().unwrap().parse();
        id.unwrap_or_else(|_| panic!("not saved: {}", answer.location()))
    }

    /// And has put it to the company, which has confirmed it; they negotiate.
    async fn negotiated(&self, form: &str, more: &[(&str, &str)]) -> PartnershipId {
        let id = self.propose(form, more).await;
        let (school, company) = (self.school, self.company);
        for next in ["partner_analysis", "planning", "presentation", "approval"] {
            step(&self.teacher, id, school, next).await;
        }
        reply(&self.manager, id, company, "accepted", "").await;
        step(&self.manager, id, company, "negotiation").await;
        assert_eq!(self.step(id), Step::Negotiation);
        id
    }

    fn terms(&self, id: PartnershipId) -> Terms {
        let known = |network: &Network| network.partnership(id).unwrap().terms.clone();
        self.app.store.read(known)
    }

    fn step(&self, id: PartnershipId) -> Step {
        self.terms(id).step
    }

    fn seen(&self) -> String {
        self.app.store.read(|network| network.seq().0.to_string())
    }

    /// The only open proposal.
    fn open(&self, id: PartnershipId) -> String {
        self.app.store.read(|network| {
            let proposals = network.records_of::<Proposal>(id.into());
            let mut open = proposals.filter(|proposal| proposal.state == ProposalState::Open);
            let only = open.next().unwrap().id.to_string();
            assert!(open.next().is_none(), "more than one");
            only
        })
    }

    /// The teacher changes the terms by the form, as they stand but for some fields.
    async fn change(&self, id: PartnershipId, fields: &[(&str, &str)]) -> Response {
        let (terms, seen, command, of) = (self.terms(id), self.seen(), command(), id.to_string());
        let draft = draft::TermsDraft::from(&terms);
        let mut sent: Vec<(String, String)> = vec![
            ("id".into(), of),
            ("command".into(), command),
            ("seen".into(), seen),
            ("draft[title]".into(), draft.title),
            ("draft[purpose]".into(), draft.purpose),
            ("draft[form]".into(), draft.form),
            ("draft[scope]".into(), draft.scope),
            ("draft[finance]".into(), draft.finance),
            ("draft[step]".into(), draft.step),
            ("draft[benefits][0][benefit]".into(), "experience".into()),
            ("draft[benefits][0][state]".into(), "expected".into()),
        ];
        for (row, party) in draft.parties.into_iter().enumerate() {
            sent.push((
                format!("draft[parties][{row}][organisation]"),
                party.organisation,
            ));
            sent.push((format!("draft[parties][{row}][role]"), party.role));
        }
        sent.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
        let sent = sent.iter().map(|(name, value)| (&**name, &**value));
        let sent: Vec<_> = sent.chain(fields.iter().copied()).collect();
        self.teacher.post_form("/api/save-partnership", &sent).await
    }
}

async fn step(app: &TestApp, id: PartnershipId, by: OrganisationId, to: &str) -> Response {
    let (id, by, command) = (id.to_string(), by.to_string(), command());
    let seen = app.store.read(|network| network.seq().0.to_string());
    let fields = [
        ("id", &*id),
        ("by", &by),
        ("step", to),
        ("seen", &seen),
        ("command", &command),
    ];
    app.post_form("/api/take-step", &fields).await
}

async fn reply(
    app: &TestApp,
    id: PartnershipId,
    of: OrganisationId,
    answer: &str,
    reason: &str,
) -> Response {
    let seen = app.store.read(|network| network.seq().0.to_string());
    reply_having_read(app, id, of, (answer, reason), &seen).await
}

async fn reply_having_read(
    app: &TestApp,
    id: PartnershipId,
    of: OrganisationId,
    (answer, reason): (&str, &str),
    seen: &str,
) -> Response {
    let (id, of, command) = (id.to_string(), of.to_string(), command());
    let fields = [
        ("id", &*id),
        ("organisation", &of),
        ("answer", answer),
        ("reason", reason),
        ("seen", seen),
        ("command", &command),
    ];
    app.post_form("/api/give-answer", &fields).await
}

async fn vote(
    app: &TestApp,
    proposal: &str,
    of: OrganisationId,
    agree: bool,
    reason: &str,
) -> Response {
    let (of, command) = (of.to_string(), command());
    let fields = [
        ("proposal", proposal),
        ("organisation", &of),
        ("agree", if agree { "true" } else { "false" }),
        ("reason", reason),
        ("command", &command),
    ];
    app.post_form("/api/give-vote", &fields).await
}

async fn say(app: &TestApp, id: PartnershipId, of: OrganisationId, text: &str) -> Response {
    let (id, of, command) = (id.to_string(), of.to_string(), command());
    let fields = [
        ("id", &*id),
        ("organisation", &of),
        ("text", text),
        ("command", &command),
    ];
    app.post_form("/api/add-comment", &fields).await
}

/// The partnership's page as it is shown after a form without script was refused.
async fn told(app: &TestApp, id: PartnershipId, refused: &Response) -> String {
    let location = refused.location();
    let (_, query) = location.split_once('?').unwrap_or_default();
    assert!(query.contains("__err"), "not refused: {location}");
    app.get(&format!("/partnerships/{id}?{query}")).await.text()
}

async fn page(app: &TestApp, id: PartnershipId) -> String {
    app.get(&format!("/partnerships/{id}")).await.text()
}

#[test]
fn a_draft_is_shown_to_its_writers_and_presented_to_the_partner() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.propose("formal", &[]).await;
        let address = format!("/partnerships/{id}");
        for app in [&cast.manager, &cast.stranger, &cast.app] {
            assert_eq!(app.get(&address).await.status, StatusCode::NOT_FOUND);
        }
        let text = page(&cast.teacher, id).await;
        assert!(text.contains("masih rancangan") && text.contains("Langkah 1 dari 10"));
        let early = step(&cast.manager, id, cast.company, "partner_analysis").await;
        assert!(
            told(&cast.teacher, id, &early)
                .await
                .contains("role=\"alert\"")
        );
        for next in ["partner_analysis", "planning", "presentation"] {
            let answer = step(&cast.teacher, id, cast.school, next).await;
            assert_eq!(answer.location(), format!("{address}#way"));
        }
        assert!(
            page(&cast.teacher, id)
                .await
                .contains("Sampaikan kepada calon mitra")
        );
        step(&cast.teacher, id, cast.school, "approval").await;
        let text = page(&cast.manager, id).await;
        assert!(
            text.contains("PT Dua diminta menjawab") && text.contains("satu suara yang setara")
        );
        let text = page(&cast.stranger, id).await;
        assert!(!text.contains("diminta menjawab") && !text.contains("id=\"comments\""));
        let early = step(&cast.teacher, id, cast.school, "negotiation").await;
        let text = told(&cast.teacher, id, &early).await;
        assert!(text.contains("Belum semua pihak memberi jawaban"));
    });
}

#[test]
fn the_history_of_a_draft_is_its_writers_and_begins_for_others_where_it_was_presented() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.propose("informal", &[]).await;
        for purpose in ["Rahasia dapur", "Siswa siap kerja"] {
            cast.change(id, &[("draft[purpose]", purpose)]).await;
        }
        let secret = cast.app.store.read(|network| network.seq().0 - 1);
        for next in ["partner_analysis", "planning", "presentation", "approval"] {
            step(&cast.teacher, id, cast.school, next).await;
        }
        let presented = cast.app.store.read(|network| network.seq().0);
        let reason = "Tidak ada dana";
        reply(&cast.manager, id, cast.company, "declined", reason).await;
        let history = format!("/partnerships/{id}/history");
        let text = cast.teacher.get(&history).await.text();
        assert!(text.contains("Rahasia dapur") && text.contains(reason));
        assert!(cast.manager.get(&history).await.text().contains(reason));
        for app in [&cast.manager, &cast.stranger, &cast.app] {
            for path in [
                history.clone(),
                format!("{history}/{presented}"),
                format!("/api/history?subject[partnership]={id}"),
                "/desk".to_owned(),
            ] {
                let text = app.get(&path).await.text();
                assert!(!text.contains("Rahasia"), "{path}");
            }
            let then = app.get(&format!("{history}/{secret}")).await;
            assert_eq!(then.status, StatusCode::NOT_FOUND);
            let then = app.get(&format!("{history}/{presented}")).await;
            assert!(then.text().contains("Siswa siap kerja"));
        }
        assert!(!cast.stranger.get(&history).await.text().contains(reason));
        // To the partner the presentation is news, and nothing that came before.
        let desk = cast.manager.get("/desk").await.text();
        let (_, news) = desk.split_once("id=\"news\"").unwrap();
        assert_eq!(
            news.matches(&format!("href=\"/partnerships/{id}/history\""))
                .count(),
            1
        );
        assert!(news.contains("Ditambahkan"));
    });
}

#[test]
fn who_has_not_confirmed_takes_no_part_in_the_work() {
    run(async {
        let cast = Cast::new().await;
        let id = cast
            .propose("informal", &[("draft[step]", "approval")])
            .await;
        let plan = async |app: &TestApp| {
            let (of, command, seen) = (id.to_string(), command(), cast.seen());
            let fields = [
                ("partnership", &*of),
                ("command", &command),
                ("seen", &seen),
                ("draft[activity_kind]", "visit"),
                ("draft[title]", "Kunjungan"),
                ("draft[start]", "2026-12-01"),
            ];
            app.post_form("/api/save-activity", &fields)
                .await
                .location()
        };
        assert!(!plan(&cast.teacher).await.contains("kept="));
        assert!(plan(&cast.manager).await.contains("kept="));
        let activity = cast.app.store.read(|network| {
            let mut activities = network.records_of::<Activity>(id.into());
            activities.next().unwrap().id
        });
        let remove = async |app: &TestApp| {
            app.post_form("/api/remove-work", &[("id", &activity.to_string())])
                .await;
            cast.app
                .store
                .read(|network| network.record(activity).is_none())
        };
        assert!(!remove(&cast.manager).await);
        reply(&cast.manager, id, cast.company, "accepted", "").await;
        assert!(remove(&cast.manager).await);
    });
}

#[test]
fn a_partner_declines_with_a_reason_only_and_may_confirm_later() {
    run(async {
        let cast = Cast::new().await;
        let id = cast
            .propose("informal", &[("draft[step]", "approval")])
            .await;
        let refused = reply(&cast.manager, id, cast.company, "declined", " ").await;
        assert!(
            told(&cast.manager, id, &refused)
                .await
                .contains("Alasan: Isian ini wajib diisi")
        );
        reply(&cast.manager, id, cast.company, "declined", "Belum siap").await;
        assert_eq!(
            cast.terms(id).party(cast.company).unwrap().answer,
            Answer::Declined
        );
        assert!(page(&cast.manager, id).await.contains("Konfirmasi kembali"));
        reply(&cast.manager, id, cast.company, "accepted", "").await;
        assert_eq!(
            cast.terms(id).party(cast.company).unwrap().answer,
            Answer::Accepted
        );
        let refused = reply(&cast.teacher, id, cast.company, "left", "x").await;
        assert!(
            told(&cast.teacher, id, &refused)
                .await
                .contains("tidak berwenang")
        );
    });
}

#[test]
fn terms_that_changed_since_they_were_read_are_shown_before_they_are_confirmed() {
    run(async {
        let cast = Cast::new().await;
        let id = cast
            .propose("informal", &[("draft[step]", "approval")])
            .await;
        let seen = cast.seen();
        cast.change(id, &[("draft[title]", "Kunjungan industri")])
            .await;
        let answer = ("accepted", "");
        let refused = reply_having_read(&cast.manager, id, cast.company, answer, &seen).await;
        let text = told(&cast.manager, id, &refused).await;
        assert!(text.contains("Ketentuannya berubah") && text.contains("Kunjungan industri"));
        assert_eq!(
            cast.terms(id).party(cast.company).unwrap().answer,
            Answer::Pending
        );
    });
}

#[test]
fn a_change_of_terms_is_proposed_discussed_refused_and_adopted() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.negotiated("formal", &[]).await;
        let form = cast
            .teacher
            .get(&format!("/partnerships/{id}/edit"))
            .await
            .text();
        assert!(form.contains("Perubahan ini menjadi usulan") && form.contains("motion[note]"));
        let once = command();
        let change = [
            ("command", &*once),
            ("draft[title]", "Kunjungan"),
            ("motion[note]", "Siswa belum cukup umur"),
        ];
        let sent = cast.change(id, &change).await;
        assert_eq!(sent.location(), format!("/partnerships/{id}"));
        // A second click proposes nothing more.
        cast.change(id, &change).await;
        let proposal = cast.open(id);
        assert_eq!(&*cast.terms(id).title, "Magang bersama");
        let text = page(&cast.manager, id).await;
        for part in [
            "<del class=\"prose\">Magang bersama<",
            "<ins class=\"prose\">Kunjungan<",
            "Siswa belum cukup umur",
            "Ditunggu",
            "Tolak usulan",
        ] {
            assert!(text.contains(part), "{part}");
        }
        assert!(!page(&cast.stranger, id).await.contains("Kunjungan"));
        assert!(
            !page(&cast.app, id).await.contains("Kunjungan"),
            "nor a visitor"
        );

        let refused = vote(&cast.manager, &proposal, cast.company, false, "").await;
        assert!(
            told(&cast.manager, id, &refused)
                .await
                .contains("Isian ini wajib diisi")
        );
        let refused = vote(&cast.stranger, &proposal, cast.company, true, "").await;
        assert!(refused.location().contains("__err"), "not for another");
        vote(
            &cast.manager,
            &proposal,
            cast.company,
            false,
            "Terlalu jauh",
        )
        .await;
        let text = page(&cast.teacher, id).await;
        assert!(text.contains("Usulan yang sudah selesai (1)") && text.contains("Terlalu jauh"));

        cast.change(id, &[("draft[title]", "Magang setahun")]).await;
        vote(&cast.manager, &cast.open(id), cast.company, true, "").await;
        assert_eq!(&*cast.terms(id).title, "Magang setahun");

        cast.change(id, &[("draft[scope]", "both")]).await;
        let taken = [("proposal", &*cast.open(id)), ("command", &*command())];
        let refused = cast
            .manager
            .post_form("/api/withdraw-proposal", &taken)
            .await;
        assert!(
            told(&cast.manager, id, &refused)
                .await
                .contains("tidak berwenang")
        );
        cast.teacher
            .post_form("/api/withdraw-proposal", &taken)
            .await;
        assert!(page(&cast.teacher, id).await.contains("Ditarik kembali"));
    });
}

#[test]
fn a_formal_one_is_signed_before_it_starts_and_renewed_in_one_go() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.negotiated("formal", &[]).await;
        step(&cast.teacher, id, cast.school, "signing").await;
        assert_eq!(cast.step(id), Step::Negotiation, "only proposed");
        vote(&cast.manager, &cast.open(id), cast.company, true, "").await;
        assert_eq!(cast.step(id), Step::Signing);
        let early = step(&cast.teacher, id, cast.school, "implementation").await;
        assert!(early.location().contains("__err"));
        let draft = cast
            .app
            .get(&format!("/partnerships/{id}/agreement"))
            .await
            .text();
        assert!(draft.contains("RANCANGAN") && draft.contains("Pasal 1"));

        let signatories =
            "SMK Satu | Siti Aminah, M.Pd. | Kepala Sekolah; PT Dua | Budi | Direktur";
        cast.change(
            id,
            &[
                ("draft[agreement_number]", "PKS/1/2026"),
                ("draft[agreement_signed]", "2026-01-05"),
                ("draft[agreement_expires]", "2120-01-05"),
                ("draft[agreement_signatories]", signatories),
            ],
        )
        .await;
        vote(&cast.manager, &cast.open(id), cast.company, true, "").await;
        step(&cast.manager, id, cast.company, "implementation").await;
        vote(&cast.teacher, &cast.open(id), cast.school, true, "").await;
        assert_eq!(cast.step(id), Step::Implementation);
        let address = format!("/partnerships/{id}/agreement?language=en");
        let signed = cast.app.get(&address).await.text();
        for part in [
            "PKS/1/2026",
            "Siti Aminah, M.Pd., Kepala Sekolah",
            "COOPERATION AGREEMENT",
            "the SECOND PARTY",
            "Naskah kerja sama",
        ] {
            assert!(signed.contains(part), "{part}");
        }
        assert!(!signed.contains("draft-mark"));
        const NO_SCAN: &str = "naskah yang sudah ditandatangani belum tersimpan";
        let address = format!("/partnerships/{id}/agreement");
        let own = cast.teacher.get(&address).await.text();
        assert!(own.contains(NO_SCAN));
        assert!(!signed.contains(NO_SCAN), "a visitor sees no files");

        let form = cast
            .teacher
            .get(&format!("/partnerships/{id}/renew"))
            .await
            .text();
        assert!(form.contains("Masa yang baru") && form.contains("Siti Aminah"));
        let (of, seen, command) = (id.to_string(), cast.seen(), command());
        let mut fields = vec![
            ("id", &*of),
            ("command", &command),
            ("seen", &seen),
            ("part", "renewal"),
            ("draft[start]", "2121-01-06"),
            ("draft[end]", "2121-01-01"),
            ("draft[agreement_number]", "PKS/2/2120"),
            ("draft[agreement_signed]", "2120-01-02"),
            ("draft[agreement_signatories]", signatories),
        ];
        let wrong = cast
            .teacher
            .post_form("/api/save-partnership", &fields)
            .await;
        assert!(
            wrong
                .location()
                .starts_with(&format!("/partnerships/{id}/renew?kept="))
        );
        let text = cast.teacher.get(&wrong.location()).await.text();
        assert!(text.contains("Berakhir sebelum mulai") && text.contains("PKS/2/2120"));
        fields[5].1 = "2125-01-01";
        let early = cast
            .teacher
            .post_form("/api/save-partnership", &fields)
            .await;
        let text = cast.teacher.get(&early.location()).await.text();
        assert!(text.contains("Tanggal ini belum tiba"), "not signed before");
        fields[7].1 = "2026-01-06";
        cast.teacher
            .post_form("/api/save-partnership", &fields)
            .await;
        vote(&cast.manager, &cast.open(id), cast.company, true, "").await;
        let terms = cast.terms(id);
        assert_eq!(terms.expires(), Some(Date::constant(2125, 1, 1)));
        assert_eq!(&*terms.agreement.unwrap().number, "PKS/2/2120");
        assert_eq!(&*terms.title, "Magang bersama");
    });
}

async fn end(cast: &Cast, app: &TestApp, id: PartnershipId) -> Response {
    let (id, seen, command) = (id.to_string(), cast.seen(), command());
    let fields = [
        ("id", &*id),
        ("command", &command),
        ("seen", &seen),
        ("part", "ending"),
        ("draft[ended]", "2026-01-31"),
        ("draft[ended_reason]", "Pimpinan berganti"),
    ];
    app.post_form("/api/save-partnership", &fields).await
}

#[test]
fn an_informal_one_ends_at_once_and_a_formal_one_by_agreement() {
    run(async {
        let cast = Cast::new().await;
        let informal = cast.negotiated("informal", &[]).await;
        end(&cast, &cast.manager, informal).await;
        assert_eq!(
            cast.terms(informal).status(Date::constant(2026, 2, 1)),
            Status::Ended
        );
        assert!(
            page(&cast.app, informal)
                .await
                .contains("Pimpinan berganti")
        );

        let formal = cast.negotiated("formal", &[]).await;
        end(&cast, &cast.manager, formal).await;
        assert_eq!(cast.terms(formal).ended, None);
        vote(&cast.teacher, &cast.open(formal), cast.school, true, "").await;
        assert!(cast.terms(formal).ended.is_some());
    });
}

#[test]
fn leaving_ends_a_bilateral_one_and_outdates_what_was_proposed() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.negotiated("formal", &[]).await;
        cast.change(id, &[("draft[title]", "Kunjungan")]).await;
        assert!(
            page(&cast.manager, id)
                .await
                .contains("bila salah satunya keluar, kemitraan berakhir")
        );
        reply(&cast.manager, id, cast.company, "left", "Pindah kota").await;
        assert_eq!(
            cast.terms(id).status(Date::constant(2026, 2, 1)),
            Status::Ended
        );
        let states: Vec<_> = cast.app.store.read(|network| {
            let proposals = network.records_of::<Proposal>(id.into());
            proposals.map(|proposal| proposal.state).collect()
        });
        assert_eq!(states, [ProposalState::Outdated]);

        // Back when the other side asks, and not by itself.
        let text = page(&cast.manager, id).await;
        assert!(text.contains("dapat kembali bila para pihak"));
        let refused = reply(&cast.manager, id, cast.company, "accepted", "").await;
        assert!(refused.location().contains("__err"));
        assert!(
            page(&cast.teacher, id)
                .await
                .contains("Ajak PT Dua kembali")
        );
        let (of, by, asked) = (
            id.to_string(),
            cast.school.to_string(),
            cast.company.to_string(),
        );
        let (seen, command) = (cast.seen(), command());
        let fields = [
            ("id", &*of),
            ("by", &by),
            ("organisation", &asked),
            ("seen", &seen),
            ("command", &command),
        ];
        for _ in 0..2 {
            let answer = cast.teacher.post_form("/api/ask-again", &fields).await;
            assert_eq!(answer.location(), format!("/partnerships/{id}#parties"));
        }
        let text = page(&cast.manager, id).await;
        assert!(text.contains("PT Dua diminta menjawab"));
        reply(&cast.manager, id, cast.company, "accepted", "").await;
        assert_eq!(cast.terms(id).accepted().len(), 2);
    });
}

#[test]
fn who_cannot_vote_is_named_and_stewards_are_told() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.negotiated("informal", &[]).await;
        cast.change(id, &[("draft[title]", "Kunjungan")]).await;
        const STUCK: &str = "Belum ada yang dapat memberi suara untuk: PT Dua";
        assert!(!page(&cast.teacher, id).await.contains(STUCK));
        let member = cast.app.store.read(|network| {
            let mut members = network.members_of(cast.company);
            members.next().unwrap().id
        });
        cast.app
            .submit(Command::SetRole { member, role: None })
            .await;
        assert!(page(&cast.teacher, id).await.contains(STUCK));
        let steward = crate::people::steward(&cast.app).await;
        let desk = cast.app.signed_in(steward).get("/desk").await.text();
        assert!(desk.contains("Carikan anggota untuk PT Dua"));
        assert!(desk.contains(&format!("/organisations/{}/people", cast.company)));
    });
}

#[test]
fn comments_are_among_the_parties_and_only_the_own_are_taken_out() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.negotiated("informal", &[]).await;
        say(&cast.teacher, id, cast.school, "Bisa mulai Juli?").await;
        say(&cast.manager, id, cast.company, "Bisa <b>Agustus</b>.").await;
        let text = page(&cast.manager, id).await;
        let first = text.find("Bisa mulai Juli?").unwrap();
        assert!(
            first
                < text
                    .find("&lt;b>Agustus")
                    .or(text.find("&lt;b&gt;Agustus"))
                    .unwrap()
        );
        for app in [&cast.stranger, &cast.app] {
            assert!(!page(app, id).await.contains("Bisa mulai Juli?"));
        }
        let refused = say(&cast.stranger, id, cast.school, "Halo").await;
        assert!(refused.location().contains("__err"));
        let comments = || {
            cast.app.store.read(|network| {
                let comments = network.records_of::<Comment>(id.into());
                comments
                    .map(|comment| (comment.organisation, comment.id.to_string()))
                    .collect::<Vec<_>>()
            })
        };
        let own = comments()
            .into_iter()
            .find(|(of, _)| *of == cast.school)
            .unwrap()
            .1;
        let command = command();
        let fields = [("comment", &*own), ("command", &command)];
        cast.manager.post_form("/api/remove-comment", &fields).await;
        assert_eq!(comments().len(), 2, "not another's");
        cast.teacher.post_form("/api/remove-comment", &fields).await;
        assert_eq!(comments().len(), 1);
    });
}

#[test]
fn a_person_who_acts_for_several_parties_chooses_and_each_votes_once() {
    run(async {
        let cast = Cast::new().await;
        let id = cast.negotiated("informal", &[]).await;
        let both = PersonId::new(1, rand::random());
        for organisation in [cast.school, cast.company] {
            cast.app
                .submit(Command::Admit {
                    member: RecordId::new(1, rand::random()),
                    organisation,
                    person: both,
                    role: MemberRole::Editor,
                })
                .await;
        }
        let both = cast.app.signed_in(both);
        let text = both.get(&format!("/partnerships/{id}/edit")).await.text();
        assert!(text.contains("name=\"motion[by]\"") && text.contains("Atas nama"));
        let by = cast.company.to_string();
        cast.change(id, &[("draft[title]", "Kunjungan"), ("motion[by]", &by)])
            .await;
        let proposals = cast
            .app
            .store
            .read(|network| network.records_of::<Proposal>(id.into()).count());
        assert_eq!(proposals, 0, "the teacher does not act for the company");
        cast.change(id, &[("draft[title]", "Kunjungan")]).await;
        let proposal = cast.open(id);
        vote(&both, &proposal, cast.school, true, "").await;
        assert_eq!(
            &*cast.terms(id).title,
            "Magang bersama",
            "the school has voted"
        );
        vote(&both, &proposal, cast.company, true, "").await;
        assert_eq!(&*cast.terms(id).title, "Kunjungan");
    });
}

#[test]
fn a_multilateral_one_says_who_is_awaited() {
    run(async {
        let cast = Cast::new().await;
        let third = ("draft[parties][2][organisation]", "Komunitas Tiga");
        let id = cast
            .propose("informal", &[third, ("draft[step]", "approval")])
            .await;
        reply(&cast.manager, id, cast.company, "accepted", "").await;
        let text = page(&cast.teacher, id).await;
        assert!(
            text.contains("Menunggu konfirmasi dari") && text.contains("Giliran: Komunitas Tiga")
        );
        let early = step(&cast.teacher, id, cast.school, "negotiation").await;
        assert!(early.location().contains("__err"));
        let third = cast.terms(id).parties[2].organisation;
        reply(&cast.stranger, id, third, "accepted", "").await;
        step(&cast.teacher, id, cast.school, "negotiation").await;
        assert_eq!(cast.step(id), Step::Negotiation);
        assert!(
            page(&cast.stranger, id)
                .await
                .contains("Kemitraan dilanjutkan oleh pihak-pihak lain")
        );
    });
}

#[test]
fn a_loan_does_not_start_without_consent() {
    run(async {
        let cast = Cast::new().await;
        let id = cast
            .negotiated("informal", &[("draft[finance]", "loan")])
            .await;
        let text = page(&cast.teacher, id).await;
        assert!(
            text.contains("Izin pemerintah untuk bantuan")
                && text.contains("field-consent_reference")
        );
        let early = step(&cast.teacher, id, cast.school, "implementation").await;
        assert!(early.location().contains("__err"));
        cast.change(
            id,
            &[
                ("draft[consent_authority]", "regional"),
                ("draft[consent_reference]", "900/12/2026"),
            ],
        )
        .await;
        vote(&cast.manager, &cast.open(id), cast.company, true, "").await;
        step(&cast.teacher, id, cast.school, "implementation").await;
        vote(&cast.manager, &cast.open(id), cast.company, true, "").await;
        assert_eq!(cast.step(id), Step::Implementation);
    });
}
