//! Who may do what: every server function, every other endpoint and every page, asked by everybody.

use crate::app::{TestApp, command, request, run};
use crate::people::{person, steward};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use jejaring::server::router::{endpoints, pages};
use jejaring_domain::*;
use jejaring_sync::Submission;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The policy. A column for each who asks:
///
/// 1. a visitor, who has not signed in
/// 2. a blocked person, admin of the school
/// 3. a stranger, admin of an organisation that has no part in anything here
/// 4. a viewer, 5. an editor, 6. an admin of the school
/// 7. an editor of the company, the school's partner
/// 8. a steward
///
/// and what they are answered:
///
/// - `+` it is done, or shown
/// - `*` it is shown, with what only those concerned see
/// - `?` sign in first
/// - `-` it is forbidden
/// - `0` there is no such thing, as far as they know
/// - `~` they may, but what was sent is wrong
///
/// Besides `GET` and `POST`, `SEND` is a form with a file, and `JSON` what a program sends.
///
/// A word in braces stands for something in the network: see [`Scene::thing`]. What the school and the company keep
/// to themselves has the word [`KEPT`] in it.
const POLICY: &str = "
    # Who one is
    ++++++++ GET  /api/session
    ++++++++ GET  /api/entry?entry=sign_in
    ?+++++++ GET  /api/entry?entry=account
    ~~~~~~~~ POST /api/sign-in draft[email]=nobody@sekolah.example&draft[password]=wrong&back=/
    ~~~~~~~~ POST /api/sign-up draft[name]=
    ~~~~~~~~ POST /api/forgotten draft[email]=
    ~~~~~~~~ POST /api/reset token=spent&draft[password]=
    ~~~~~~~~ POST /api/set-up token=spent&draft[password]=
    ~~~~~~~~ POST /api/confirm token=spent
    ?-++++++ GET  /api/entry?entry=change_account
    ?-++++++ POST /api/save-account draft[name]=Nama
    ?-~~~~~~ POST /api/change-email draft[current_password]=wrong
    ?-~~~~~~ POST /api/change-password draft[current_password]=wrong
    ?-~~~~~~ POST /api/delete-account draft[current_password]=wrong
    ++++++++ POST /sign-out

    # What is public
    ++++++++ GET  /api/home
    ++++++++ GET  /api/picture
    ++++++++ GET  /api/explored?query=
    ++++++++ GET  /api/pictured?query=
    ++++++++ GET  /api/find?text=SMK
    ++++++++ GET  /api/insight
    ++++++++ GET  /api/suggestions?text=SMK
    ++++++++ GET  /api/organisations?query[text]=SMK
    ++++++++ GET  /api/needs?organisation={school}
    ++++++++ GET  /api/market?query[text]=
    ++++++++ GET  /api/matches?own=false
    ++++++++ GET  /healthz
    ++++++++ GET  /worker.js
    ++++++++ GET  /offline
    ++++++++ GET  /preferences?theme=dark
    ++++++++ GET  /network.bin
    ++++++++ GET  /answers
    ~~~~~~~~ POST /answers
    ~~~~~~~~ GET  /live
    ++++++++ GET  /export/{network}
    ++++++++ GET  /export/insight.csv
    ++++++++ GET  /explore/{shown}
    ++++++++ GET  /organisations/{school}/insight.csv

    # What is public in part: drafts are known to who writes them, contacts to partners, the rest among the parties
    +++***+* GET  /api/partnerships?query[text]=Naskah
    +++***** GET  /api/partnership?id={partnership}
    000***0* GET  /api/partnership?id={draft}
    +++***** GET  /api/agreement?id={partnership}
    000***0* GET  /api/agreement?id={draft}
    +++***** GET  /api/history?subject[partnership]={partnership}
    000***0* GET  /api/history?subject[partnership]={draft}
    000***0* GET  /api/past?subject[partnership]={draft}&seq={drafted}
    +++***** GET  /api/history?subject[organisation]={school}
    +++***** GET  /api/past?subject[organisation]={school}&seq={edited}
    +++***+* GET  /api/organisation?id={school}
    +++***+* GET  /api/report?id={school}
    +++***** GET  /api/people?id={school}

    # What people keep of the explorer in their account, one of them the editor here
    ++++++++ GET  /api/own-views
    ?+++++++ POST /api/keep-view name=Sekolah&query=kind%3Dschool
    ?+++++++ POST /api/keep-pins pins=
    ?000+000 POST /api/change-view view={private_view}&name=Sekolah&shared=true
    ?000+000 POST /api/remove-view view={private_view}
    ++++++++ GET  /views/{shared_view}
    0000+000 GET  /views/{private_view}

    # What is for members
    ?-+****+ GET  /api/desk
    ++++++++ GET  /api/desk-count
    ?-++++++ POST /api/read-news until=1
    ?--***** GET  /api/work?id={partnership}
    000***0* GET  /api/work?id={draft}
    ?--+++++ GET  /api/work?id={parted}
    ?--***-* GET  /api/calendar?id={school}
    ?--+++++ GET  /files/{file}
    ******** GET  /calendar/{feed}
    00000000 GET  /calendar/{guessed}

    # Organisations
    ?-++++++ GET  /api/organisation-form
    ?---++-+ GET  /api/organisation-form?id={school}
    ?-++++++ GET  /api/similar-organisations?name=SMK&regency=&npsn=
    ?-++++++ POST /api/save-organisation command={command}&seen=0&sure=true&draft[name]=SMK+{command}&draft[kind]=school&draft[note]=Guru
    ?---++-+ POST /api/save-organisation id={school}&command={command}&seen={seen}&draft[name]=SMK+Satu&draft[kind]=school
    ?----+-- POST /api/archive-organisation id={school}&archived=false
    ?---++-+ JSON /commands edit
    ?------- JSON /commands file
    ?-000000 POST /api/undo entry=1
    ?---++-+ POST /api/bring-back subject[organisation]={school}&seq={edited}&field=about

    # Their people
    ?-++++++ GET  /api/claim-form?id={organisation}
    ?-++++++ POST /api/claim id={organisation}&command={command}&draft[note]=Kepala
    ?----+-- POST /api/set-role member={member}&role=editor
    ?----+-- POST /api/invite organisation={school}&draft[role]=viewer
    ?----+-- POST /api/revoke-invitation organisation={school}&invitation={invited}
    ++++++++ GET  /api/invitation?token={invitation}
    ?-+++++- POST /api/accept-invitation token={invitation}
    ?---++-+ GET  /api/contact-form?id={school}
    ?---++-+ POST /api/save-contact id={school}&command={command}&seen={seen}&draft[name]=Bu+Humas&draft[phone]=1
    ?---++-+ POST /api/remove-contact id={school}&contact={contact}
    ?----+-- POST /api/renew-calendar id={school}

    # Their needs and offers
    ?---++-- GET  /api/listing-form?organisation={school}
    ?---++-- POST /api/save-listing organisation={school}&command={command}&seen={seen}&draft[side]=need&draft[resource]=equipment&draft[title]=Bor
    ?---++-- POST /api/close-listing id={listing}&closed=true&seen={seen}
    ?---++-- POST /api/remove-listing id={listing}

    # Partnerships: their terms by agreement of their parties, in which a steward has no vote
    ?-++++++ GET  /api/partnership-form
    ?---+++- GET  /api/partnership-form?id={partnership}
    ?-0-**0- GET  /api/partnership-form?id={draft}
    ?---++++ POST /api/save-partnership command={command}&seen=0&draft[title]=Baru&draft[form]=informal&draft[scope]=software&draft[finance]=none&draft[step]=needs_analysis&draft[parties][0][organisation]={school}&draft[parties][0][role]=proposer&draft[parties][1][organisation]={company}&draft[parties][1][role]=partner
    ?---+++- POST /api/save-partnership id={running}&command={command}&seen={seen}&part=ending&draft[ended]=2026-11-25&draft[ended_reason]=Selesai
    ?------+ POST /api/save-partnership id={orphan}&command={command}&seen={seen}&part=ending&draft[ended]=2026-11-25&draft[ended_reason]=Selesai
    ?------+ POST /api/archive-partnership id={running}&archived=true
    ?---++-+ POST /api/archive-partnership id={unsent}&archived=true
    ?---++-- POST /api/take-step id={running}&by={school}&step=reporting&seen={seen}&command={command}
    ?------+ POST /api/take-step id={orphan}&step=reporting&seen={seen}&command={command}
    ?---++-- POST /api/give-answer id={asked}&organisation={school}&answer=accepted&seen={seen}&command={command}
    ?---++-- POST /api/ask-again id={parted}&by={school}&organisation={company}&seen={seen}&command={command}
    ?---++-- POST /api/give-vote proposal={proposal}&organisation={school}&agree=true&command={command}
    ?-----+- POST /api/withdraw-proposal proposal={proposal}&command={command}
    ?---++-- POST /api/add-comment id={running}&organisation={school}&text=Setuju&command={command}
    ?---++-- POST /api/remove-comment comment={comment}&command={command}

    # What the partners do together
    ?---***- GET  /api/activity-form?partnership={partnership}&id={known_activity}
    ?---+++- POST /api/save-activity partnership={running}&command={command}&seen={seen}&draft[activity_kind]=visit&draft[title]=Kunjungan&draft[start]=2026-12-01
    ?---+++- POST /api/set-activity-state id={activity}&state=done&seen={seen}
    ?---+++- POST /api/remove-work id={activity}
    ?---***- GET  /api/report-form?partnership={partnership}
    ?---++-- SEND /partnerships/{running}/reports command={command}&seen={seen}&organisation={school}&draft[title]=Kunjungan&draft[report_text]=Ramai&file=foto.pdf
    ?---+++- SEND /partnerships/{running}/files?use=agreement command={command}&file=mou.pdf
    ?---**-- GET  /api/evaluation-form?partnership={partnership}&organisation={school}
    ?---++-- POST /api/save-evaluation partnership={running}&organisation={school}&command={command}&seen={seen}&draft[benefits][0][benefit]=experience&draft[benefits][0][state]=realised&draft[renew]=true

    # Files that are brought in
    ?-+-++++ GET  /api/may-import
    ?-+-++++ SEND /import file=baru.csv
    ?-+-++++ GET  /api/dry-run?token={run}
    ?-+-++++ POST /api/confirm-import token={run}

    # What stewards do
    ?------* GET  /api/steward-desk
    ?------+ GET  /api/steward-people?text=
    ?------+ POST /api/settle-claim member={claim}&verified=true
    ?------+ POST /api/block-person person={person}&blocked=true&reason=Menyamar
    ?------+ POST /api/appoint-person person={person}&steward=true
    ?------+ GET  /api/steward-deeds
    ?------+ POST /api/distinguish first={organisation}&second={other}&distinct=true
    ?------+ GET  /api/merge-view?from={organisation}&into={other}
    ?------+ POST /api/merge command={command}&from={organisation}&into={other}

    # Pages
    ++++++++ GET  /
    ++++++++ GET  /explore
    ++++++++ GET  /embed
    ++++++++ GET  /insight
    ++++++++ GET  /needs
    ++++++++ GET  /needs/matches
    ++++++++ GET  /organisations
    ?-++++++ GET  /organisations/new
    +++***+* GET  /organisations/{school}
    ?---++-+ GET  /organisations/{school}/edit
    ++++++++ GET  /organisations/{school}/insight
    ++++++++ GET  /organisations/{school}/needs
    ?---++-- GET  /organisations/{school}/needs/new
    ?---++-- GET  /organisations/{school}/needs/{known_listing}/edit
    +++***** GET  /organisations/{school}/people
    +++***+* GET  /organisations/{school}/report
    +++***** GET  /organisations/{school}/history
    +++***** GET  /organisations/{school}/history/{edited}
    ?--***-* GET  /organisations/{school}/calendar
    ?-++++++ GET  /organisations/{unclaimed}/claim
    ?---++-+ GET  /organisations/{school}/contacts/new
    ?---**-* GET  /organisations/{school}/contacts/{known_contact}
    ++++++++ GET  /invitation/{invitation}
    +++***+* GET  /partnerships?text=Naskah
    ?-++++++ GET  /partnerships/new
    +++***** GET  /partnerships/{partnership}
    000***0* GET  /partnerships/{draft}
    ?---+++- GET  /partnerships/{partnership}/edit
    ?---+++- GET  /partnerships/{partnership}/renew
    ?---+++- GET  /partnerships/{partnership}/end
    +++***** GET  /partnerships/{partnership}/agreement
    000***0* GET  /partnerships/{draft}/agreement
    +++***** GET  /partnerships/{partnership}/history
    000***0* GET  /partnerships/{draft}/history
    000***0* GET  /partnerships/{draft}/history/{drafted}
    ?--***** GET  /partnerships/{partnership}/work
    ?---+++- GET  /partnerships/{partnership}/work/activity
    ?---***- GET  /partnerships/{partnership}/work/activity/{known_activity}
    ?---***- GET  /partnerships/{partnership}/work/report
    ?---**-- GET  /partnerships/{partnership}/work/report/{known_report}
    ?---**-- GET  /partnerships/{partnership}/work/evaluation?for={school}
    ?-+***++ GET  /desk
    ?-+-++++ GET  /import
    ?------* GET  /steward
    ?------+ GET  /steward/people
    ?------+ GET  /steward/merge?from={unclaimed}&into={company}
    ++++++++ GET  /sign-in
    ++++++++ GET  /sign-up
    ++++++++ GET  /forgotten
    ~~~~~~~~ GET  /reset/{spent}
    ~~~~~~~~ GET  /set-up/{spent}
    ~~~~~~~~ GET  /confirm/{spent}
    ?+++++++ GET  /account
    ?-++++++ GET  /account/email
    ?-++++++ GET  /account/password
    ?-++++++ GET  /account/delete
";

/// In all that the school and the company keep to themselves, and in nothing else.
const KEPT: &str = "Zamrud";

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n";

#[test]
fn everybody_is_answered_as_the_policy_says() {
    run(async {
        let scene = Scene::new().await;
        let mut wrong = String::new();
        for row in rows() {
            let mut answers = String::new();
            for who in &scene.people {
                answers.push(scene.ask(who, &row).await);
            }
            if answers != row.answers {
                let Row {
                    answers: policy,
                    method,
                    path,
                    ..
                } = row;
                writeln!(wrong, "{answers}, not {policy} {method} {path}").unwrap();
            }
        }
        assert!(
            wrong.is_empty(),
            "answered otherwise than the policy says:\n{wrong}"
        );
    });
}

#[test]
fn the_policy_has_every_address() {
    run(async {
        // The addresses of the pages are known once there is a router.
        let _app = TestApp::with(false).await;
        let functions = leptos::server_fn::axum::server_fn_paths();
        let functions = functions.map(|(path, method)| (method.to_string(), path.to_owned()));
        let endpoints = endpoints().into_iter();
        let endpoints = endpoints.map(|(method, path, _)| (method.to_string(), place(path)));
        let pages = pages(|| ()).into_iter();
        let pages = pages.map(|page| ("GET".to_owned(), place(page.path())));
        let served: BTreeSet<_> = functions.chain(endpoints).chain(pages).collect();
        let asked = rows().map(|row| match row.method {
            "GET" => ("GET".to_owned(), place(row.path)),
            _ => ("POST".to_owned(), place(row.path)),
        });
        let asked: BTreeSet<_> = asked.collect();
        assert_eq!(
            served.difference(&asked).collect::<Vec<_>>(),
            Vec::<&(String, String)>::new(),
            "not in the policy"
        );
        assert_eq!(
            asked.difference(&served).collect::<Vec<_>>(),
            Vec::<&(String, String)>::new(),
            "not served"
        );
    });
}

/// A path without its query and without the names of its parameters.
fn place(path: &str) -> String {
    let path = path.split('?').next().unwrap();
    if path.is_empty() {
        return "/".to_owned();
    }
    let parts = path
        .split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// A row of the policy.
struct Row {
    answers: &'static str,
    method: &'static str,
    path: &'static str,
    /// What is sent.
    form: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    let lines = POLICY.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let mut words = line.splitn(3, ' ');
        let (answers, method) = (words.next().unwrap(), words.next().unwrap());
        let (path, form) = {
            let rest = words.next().unwrap().trim();
            rest.split_once(' ').unwrap_or((rest, ""))
        };
        Row {
            answers,
            method,
            path,
            form,
        }
    })
}

/// A school and a company that work together, people of every standing, and what they keep to themselves.
struct Scene {
    app: TestApp,
    /// Who asks, in the order of the policy's columns.
    people: Vec<TestApp>,
    school: OrganisationId,
    company: OrganisationId,
    /// Nobody acts for it, and nobody here ever claims to.
    unclaimed: OrganisationId,
    editor: PersonId,
    admin: PersonId,
    partner: PersonId,
    steward: PersonId,
    /// What is read, by its name in the policy.
    known: BTreeMap<&'static str, String>,
}

fn name(text: &str) -> Name {
    Name::new(&format!("{text} {KEPT}")).unwrap()
}

impl Scene {
    async fn new() -> Self {
        let app = TestApp::with(false).await;
        let school = app.organisation("SMK Satu", Kind::School).await;
        let company = app.organisation("PT Dua", Kind::Company).await;
        let other = app.organisation("PT Tiga", Kind::Company).await;
        let unclaimed = app.organisation("Komunitas Empat", Kind::Community).await;
        let member = async |organisation, role| {
            let person = person(&app, "Bu Guru").await;
            app.submit(Command::Admit {
                member: fresh(),
                organisation,
                person,
                role,
            })
            .await;
            person
        };
        let blocked = member(school, MemberRole::Admin).await;
        app.submit(Command::Block {
            person: blocked,
            reason: Some(Line::new("Menyamar").unwrap()),
        })
        .await;
        let stranger = member(other, MemberRole::Admin).await;
        let viewer = member(school, MemberRole::Viewer).await;
        let editor = member(school, MemberRole::Editor).await;
        let admin = member(school, MemberRole::Admin).await;
        let partner = member(company, MemberRole::Editor).await;
        let steward = steward(&app).await;
        let signed_in = [blocked, stranger, viewer, editor, admin, partner, steward];
        let people = [app.clone()].into_iter();
        let people = people
            .chain(signed_in.map(|person| app.signed_in(person)))
            .collect();
        let mut scene = Scene {
            app,
            people,
            school,
            company,
            unclaimed,
            editor,
            admin,
            partner,
            steward,
            known: BTreeMap::new(),
        };
        scene.furnish().await;
        scene
    }

    /// Writes down what is read.
    async fn furnish(&mut self) {
        let (school, editor) = (self.school, self.editor);
        let partnership = self.running([school, self.company]).await;
        let activity = self.activity(partnership, name("Kunjungan")).await;
        let contact = self.contact(name("Pak")).await;
        let listing = self.listing().await;
        self.comment(partnership, KEPT).await;
        self.claim().await;
        let (report, text) = (fresh(), Text::new(KEPT).unwrap());
        let saved: [Record; 2] = [
            Report {
                id: report,
                partnership,
                organisation: school,
                activity: None,
                title: name("Laporan"),
                text: text.clone(),
                participants: None,
                at: Timestamp(0),
            }
            .into(),
            Evaluation {
                id: fresh(),
                partnership,
                organisation: school,
                period: None,
                benefits: BTreeMap::new(),
                note: text,
                renew: true,
            }
            .into(),
        ];
        for record in saved {
            self.save(editor, record).await;
        }
        self.send(
            editor,
            &format!("/partnerships/{partnership}/files?use=agreement"),
            &format!("file={KEPT}.pdf"),
        )
        .await;
        let file = self.app.store.read(|network| {
            let mut files = network.records_of::<Attachment>(partnership.into());
            files.next().unwrap().id
        });
        let (draft, drafted) = self.draft(name("Naskah")).await;
        let about = Text::new("Sekolah di Bantul").unwrap();
        let value = ProfileValue::About(about);
        let edits = vec![Edit {
            value,
            base: self.seen(),
        }];
        let edited = self
            .act(
                Actor::System,
                Command::EditOrganisation { id: school, edits },
            )
            .await;
        let feed = jejaring::server::calendar::secret(&self.app.store, school)
            .await
            .unwrap();
        self.known = BTreeMap::from([
            ("partnership", partnership.to_string()),
            ("draft", draft.to_string()),
            ("drafted", drafted.0.to_string()),
            ("edited", edited.0.to_string()),
            ("file", file.to_string()),
            ("feed", format!("{feed}.ics")),
            ("guessed", format!("{school}-0123456789.ics")),
            ("known_activity", activity.to_string()),
            ("known_contact", contact.to_string()),
            ("known_listing", listing.to_string()),
            ("known_report", report.to_string()),
            ("school", school.to_string()),
            ("company", self.company.to_string()),
            ("unclaimed", self.unclaimed.to_string()),
            ("network", "network.json".to_owned()),
            ("shown", "export.json".to_owned()),
            ("spent", "spent".to_owned()),
        ]);
    }

    /// What a word in braces stands for: something to read, or something fresh that the request may change or use up.
    async fn thing(&self, word: &str) -> String {
        let parties = [self.school, self.company];
        match word {
            "command" => command(),
            "seen" => self.seen().0.to_string(),
            "organisation" | "other" => self
                .app
                .organisation("Baru", Kind::Company)
                .await
                .to_string(),
            "running" => self.running(parties).await.to_string(),
            "orphan" => {
                let other = self.app.organisation("Lain", Kind::Company).await;
                self.running([self.unclaimed, other]).await.to_string()
            }
            "asked" => self
                .partnership(parties, [Answer::Pending, Answer::Accepted])
                .await
                .to_string(),
            "parted" => self
                .partnership(parties, [Answer::Accepted, Answer::Left])
                .await
                .to_string(),
            "unsent" => self
                .draft(Name::new("Rencana").unwrap())
                .await
                .0
                .to_string(),
            "proposal" => self.proposal().await.to_string(),
            "comment" => {
                let partnership = self.running(parties).await;
                self.comment(partnership, "Halo").await.to_string()
            }
            "activity" => {
                let partnership = self.running(parties).await;
                self.activity(partnership, Name::new("Seminar").unwrap())
                    .await
                    .to_string()
            }
            "contact" => self.contact(name("Bu")).await.to_string(),
            "listing" => self.listing().await.to_string(),
            "claim" => self.claim().await.to_string(),
            "member" => {
                let (member, person, role) = (fresh(), self.nobody(), MemberRole::Viewer);
                let organisation = self.school;
                self.app
                    .submit(Command::Admit {
                        member,
                        organisation,
                        person,
                        role,
                    })
                    .await;
                member.to_string()
            }
            "person" => self.nobody().to_string(),
            "private_view" => self.view(false).await.to_string(),
            "shared_view" => self.view(true).await.to_string(),
            "invitation" => {
                let organisation = self.app.organisation("Pengundang", Kind::Company).await;
                self.invitation(self.steward, organisation).await
            }
            "invited" => {
                jejaring::server::links::hash(&self.invitation(self.admin, self.school).await)
            }
            "run" => {
                let answer = self.send(self.steward, "/import", "file=baru.csv").await;
                answer.split("dry_run=").nth(1).unwrap().to_owned()
            }
            known => self.known[known].clone(),
        }
    }

    /// A text of the policy with everything that its words stand for.
    async fn filled(&self, text: &str, things: &mut BTreeMap<String, String>) -> String {
        let mut words: Vec<&str> = text
            .split('{')
            .skip(1)
            .map(|part| part.split('}').next().unwrap())
            .collect();
        // What was seen was seen last.
        words.sort_by_key(|word| *word == "seen");
        let mut filled = text.to_owned();
        for word in words {
            let thing = match things.get(word) {
                Some(thing) => thing.clone(),
                None => self.thing(word).await,
            };
            filled = filled.replace(&format!("{{{word}}}"), &thing);
            things.insert(word.to_owned(), thing);
        }
        filled
    }

    /// What somebody is answered, as the policy writes it.
    async fn ask(&self, who: &TestApp, row: &Row) -> char {
        let mut things = BTreeMap::new();
        let path = self.filled(row.path, &mut things).await;
        let form = self.filled(row.form, &mut things).await;
        let is_function = path.starts_with("/api/");
        let accept = if is_function {
            "application/json"
        } else {
            "text/html"
        };
        let answer = match row.method {
            "JSON" => return self.command(who, &form).await,
            "SEND" => who.send(multipart(&path, &form)).await,
            method => {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let request = axum::http::Request::builder().method(method).uri(&path);
                let request = request.header(header::ACCEPT, accept);
                let request =
                    request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                who.send(request.body(Body::from(form)).unwrap()).await
            }
        };
        let text = String::from_utf8_lossy(&answer.bytes);
        let location = answer.location();
        match answer.status {
            StatusCode::UNAUTHORIZED if text.contains("sign_in_failed") => '~',
            StatusCode::UNAUTHORIZED => '?',
            StatusCode::FORBIDDEN => '-',
            StatusCode::NOT_FOUND => '0',
            StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::GONE
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::BAD_REQUEST => '~',
            status if status.is_redirection() && location.contains("kept=") => '~',
            status if status.is_redirection() && location.starts_with("/sign-in") => '?',
            status if status.is_success() && text.contains(KEPT) => '*',
            status if status.is_success() || status.is_redirection() => '+',
            status => panic!("{status} {path}: {text}"),
        }
    }

    /// What somebody's program is answered that sends a command: to say something else of the school, or that a file holds
    /// what was never sent.
    async fn command(&self, who: &TestApp, what: &str) -> char {
        let base = self.seen();
        let command = match what {
            "edit" => Command::EditOrganisation {
                id: self.school,
                edits: vec![Edit {
                    value: ProfileValue::About(Text::new(&command()).unwrap()),
                    base,
                }],
            },
            _ => Command::Save {
                record: Box::new(
                    Attachment {
                        id: fresh(),
                        partnership: self.known["partnership"].parse().unwrap(),
                        r#use: FileUse::Agreement,
                        report: None,
                        name: Name::new("mou.pdf").unwrap(),
                        media: Media::Pdf,
                        size: 1,
                        sha256: "0".repeat(64),
                    }
                    .into(),
                ),
                base,
            },
        };
        let submission = Submission {
            id: CommandId::new(1, rand::random()),
            actor: who.actor(),
            command,
        };
        match who
            .commands(&[submission])
            .await
            .map(|done| done[0].1.clone())
        {
            Ok(Ok(_)) => '+',
            Ok(Err(Refusal::Forbidden)) | Err(StatusCode::FORBIDDEN) => '-',
            Err(StatusCode::UNAUTHORIZED) => '?',
            other => panic!("{other:?}"),
        }
    }

    fn seen(&self) -> Seq {
        self.app.store.read(Network::seq)
    }

    fn nobody(&self) -> PersonId {
        PersonId::new(1, rand::random())
    }

    async fn act(&self, actor: Actor, command: Command) -> Seq {
        let id = CommandId::new(1, rand::random());
        let receipt = self
            .app
            .store
            .submit(actor, id, Timestamp(0), &command)
            .await;
        receipt.unwrap().seq
    }

    async fn save(&self, person: PersonId, record: impl Into<Record>) {
        let (record, base) = (Box::new(record.into()), Seq(0));
        self.act(Actor::Person(person), Command::Save { record, base })
            .await;
    }

    /// Sends a form with a file; where it leads.
    async fn send(&self, person: PersonId, path: &str, form: &str) -> String {
        let answer = self.app.signed_in(person).send(multipart(path, form)).await;
        answer.location()
    }

    /// A partnership that the steward brought in, at work.
    async fn partnership(
        &self,
        parties: [OrganisationId; 2],
        answers: [Answer; 2],
    ) -> PartnershipId {
        let id = PartnershipId::new(1, rand::random());
        let parties = parties.into_iter().zip(answers);
        let parties = parties.map(|(organisation, answer)| Party {
            answer,
            ..Party::new(organisation, Role::Partner)
        });
        let mut terms = Terms::new(Name::new("Magang").unwrap(), parties.collect());
        terms.step = Step::Implementation;
        self.add(Actor::System, id, terms, Origin::Imported).await;
        id
    }

    async fn add(&self, actor: Actor, id: PartnershipId, terms: Terms, origin: Origin) -> Seq {
        let partnerships = vec![NewPartnership {
            id,
            terms,
            archived: false,
        }];
        let organisations = Vec::new();
        self.act(
            actor,
            Command::Add {
                organisations,
                partnerships,
                origin,
            },
        )
        .await
    }

    async fn running(&self, parties: [OrganisationId; 2]) -> PartnershipId {
        self.partnership(parties, [Answer::Accepted; 2]).await
    }

    /// A partnership that only the school knows of yet, and the entry by which it came in.
    async fn draft(&self, title: Name) -> (PartnershipId, Seq) {
        let id = PartnershipId::new(1, rand::random());
        let parties = [self.school, self.company].map(|id| Party::new(id, Role::Partner));
        let terms = Terms::new(title, parties.to_vec());
        (
            id,
            self.add(Actor::Person(self.editor), id, terms, Origin::Entered)
                .await,
        )
    }

    /// A proposal of the company, which waits for the school.
    async fn proposal(&self) -> RecordId {
        let id = self.running([self.school, self.company]).await;
        let (proposal, value) = (
            fresh(),
            TermsValue::Title(Name::new("Magang lama").unwrap()),
        );
        let edits = vec![Edit {
            value,
            base: self.seen(),
        }];
        let (by, note) = (Some(self.company), Text::default());
        self.act(
            Actor::Person(self.partner),
            Command::EditPartnership {
                id,
                edits,
                by,
                proposal,
                note,
            },
        )
        .await;
        proposal
    }

    async fn comment(&self, partnership: PartnershipId, text: &str) -> RecordId {
        let comment = Comment {
            id: fresh(),
            partnership,
            proposal: None,
            organisation: self.school,
            text: Text::new(text).unwrap(),
            at: Timestamp(0),
        };
        self.save(self.editor, comment.clone()).await;
        comment.id
    }

    async fn activity(&self, partnership: PartnershipId, title: Name) -> RecordId {
        let id = fresh();
        let activity = Activity {
            id,
            partnership,
            kind: ActivityKind::Visit,
            title,
            contributions: Default::default(),
            note: Text::default(),
            responsible: None,
            venue: Line::default(),
            start: Date::constant(2199, 1, 5),
            end: None,
            state: ActivityState::Planned,
        };
        self.save(self.editor, activity).await;
        id
    }

    async fn view(&self, shared: bool) -> RecordId {
        let view = jejaring_store::View {
            id: fresh(),
            owner: self.editor,
            name: "Sekolah".to_owned(),
            query: "kind=school".to_owned(),
            shared,
        };
        self.app.store.save_view(&view).await.unwrap();
        view.id
    }

    async fn contact(&self, name: Name) -> RecordId {
        let id = fresh();
        let contact = Contact {
            id,
            organisation: self.school,
            name,
            function: Line::default(),
            email: Line::default(),
            phone: Line::new("1").unwrap(),
        };
        self.save(self.editor, contact).await;
        id
    }

    async fn listing(&self) -> RecordId {
        let draft = listing::ListingDraft {
            side: "need".to_owned(),
            resource: "equipment".to_owned(),
            title: "Bor".to_owned(),
            ..Default::default()
        };
        let id = fresh();
        self.save(self.editor, draft.check(id, self.school).unwrap())
            .await;
        id
    }

    /// Somebody claims to act for the school; the claim.
    async fn claim(&self) -> RecordId {
        let (member, organisation, npsn) = (fresh(), self.school, None);
        let note = Line::new(KEPT).unwrap();
        self.act(
            Actor::Person(self.nobody()),
            Command::Claim {
                member,
                organisation,
                npsn,
                note,
            },
        )
        .await;
        member
    }

    /// Invites somebody; the secret of the link.
    async fn invitation(&self, by: PersonId, organisation: OrganisationId) -> String {
        let app = self.app.signed_in(by);
        let fields = [
            ("organisation", &*organisation.to_string()),
            ("draft[role]", "viewer"),
        ];
        let made = app.post_form("/api/invite", &fields).await;
        let page = app.get(&made.location()).await.text();
        let link = page.split("/invitation/").nth(1).unwrap();
        link.split(['"', '<', '\\']).next().unwrap().to_owned()
    }
}

fn fresh() -> RecordId {
    RecordId::new(1, rand::random())
}

/// A form with a file, as a browser sends it. Of `file`, the name is sent, and what it needs to hold.
fn multipart(path: &str, form: &str) -> axum::http::Request<Body> {
    let mut body = Vec::new();
    for (name, value) in form.split('&').filter_map(|pair| pair.split_once('=')) {
        let (file, content) = match (name, value.ends_with(".csv")) {
            ("file", true) => (
                format!("; filename=\"{value}\""),
                &b"nama,jenis\nSekolah Baru,sekolah\n"[..],
            ),
            ("file", false) => (format!("; filename=\"{value}\""), PDF),
            _ => (String::new(), value.as_bytes()),
        };
        let head =
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    let request = request(Method::POST, path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    request.body(Body::from(body)).unwrap()
}
