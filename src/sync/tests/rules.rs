//! What holds for single stories.

use crate::world::*;
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_sync::*;

fn id(n: u128) -> CommandId {
    CommandId::from_u128(n)
}

fn about(text: &str) -> ProfileValue {
    ProfileValue::About(Text::new(text).unwrap())
}

fn website(text: &str) -> ProfileValue {
    ProfileValue::Website(Line::new(text).unwrap())
}

fn edit(value: ProfileValue, base: Seq) -> Command {
    Command::EditOrganisation {
        id: organisation(0),
        edits: vec![Edit { value, base }],
    }
}

fn value(network: &Network, field: ProfileField) -> ProfileValue {
    network
        .organisation(organisation(0))
        .unwrap()
        .profile
        .get(field)
}

#[test]
fn different_fields_merge_and_the_same_field_asks() {
    let mut server = Server::new();
    let seen = server.network.seq();
    let submit = |server: &mut Server, n, actor, value| {
        let (id, command) = (id(n), edit(value, seen));
        server.submit(&Submission { id, actor, command })
    };
    submit(&mut server, 1, ACTORS[1], about("satu")).unwrap();
    let refusal = submit(&mut server, 2, ACTORS[4], about("dua")).unwrap_err();
    assert!(matches!(refusal, Refusal::OrganisationConflict(_)));
    submit(&mut server, 3, ACTORS[4], website("https://dua.example")).unwrap();
    assert_eq!(value(&server.network, ProfileField::About), about("satu"));
    let site = website("https://dua.example");
    assert_eq!(value(&server.network, ProfileField::Website), site);
}

#[test]
fn a_lost_receipt_is_given_again() {
    let mut server = Server::new();
    let (id, actor) = (id(1), ACTORS[1]);
    let command = edit(about("satu"), server.network.seq());
    let submission = Submission { id, actor, command };
    let first = server.submit(&submission);
    assert_eq!(server.submit(&submission), first);
    assert_eq!(server.log.iter().filter(|(of, _)| *of == id).count(), 1);
}

#[test]
fn a_draft_arrives_whole_when_it_is_made_known_and_goes_when_it_is_taken_back() {
    let mut server = Server::new();
    let told = |server: &Server, actor, after| {
        let parts = server.news(actor, after).unwrap().parts.into_iter();
        let mut parts = parts.filter(|(subject, _)| *subject == DRAFT.into());
        parts.next().map(|(_, part)| part.partnerships.len())
    };
    let first = server.network.seq();
    let step = |server: &mut Server, n, step| {
        let base = server.network.seq();
        let value = TermsValue::Step(step);
        let command = Command::EditPartnership {
            id: DRAFT,
            edits: vec![Edit { value, base }],
            by: Some(organisation(0)),
            proposal: record(n),
            note: Text::default(),
        };
        let (id, actor) = (id(n), ACTORS[1]);
        server.submit(&Submission { id, actor, command }).unwrap();
    };
    step(&mut server, 1, Step::Presentation);
    for actor in [Actor::Visitor, ACTORS[2]] {
        assert_eq!(told(&server, actor, first), None);
    }
    step(&mut server, 2, Step::Approval);
    let known = server.network.seq();
    for actor in [Actor::Visitor, ACTORS[2]] {
        assert_eq!(told(&server, actor, first), Some(1));
    }
    step(&mut server, 3, Step::Planning);
    for actor in [Actor::Visitor, ACTORS[2]] {
        assert_eq!(told(&server, actor, known), Some(0), "it is gone");
    }
}

#[test]
fn who_becomes_a_member_gets_what_members_see() {
    let mut server = Server::new();
    let comment = Comment {
        id: record(1),
        partnership: partnership(0),
        organisation: organisation(0),
        proposal: None,
        text: Text::new("Rapat Senin").unwrap(),
        at: NOW,
    };
    let command = Command::Save {
        record: Box::new(comment.into()),
        base: Seq(0),
    };
    let (id, actor) = (id(1), ACTORS[1]);
    server.submit(&Submission { id, actor, command }).unwrap();
    server
        .run(Command::SetRole {
            member: member(3),
            role: None,
        })
        .unwrap();
    let known = server.network.seq();
    assert!(server.seen_by(ACTORS[3]).record(record(1)).is_none());
    server
        .run(Command::Admit {
            member: record(2),
            organisation: organisation(2),
            person: person(3),
            role: MemberRole::Viewer,
        })
        .unwrap();
    assert_eq!(server.news(ACTORS[3], known), None, "all is asked for anew");
    assert!(server.seen_by(ACTORS[3]).record(record(1)).is_some());
}

#[test]
fn an_undo_takes_back_and_asks_where_others_wrote_since() {
    let mut server = Server::new();
    let undo = |server: &Server, entry: usize| {
        let (_, changes) = &server.log[entry - 1];
        let seq = Seq(entry as u64);
        let command = inverse(&server.network, seq, changes, None, record(9));
        command.unwrap().unwrap()
    };
    server
        .run(edit(about("satu"), server.network.seq()))
        .unwrap();
    let first = server.log.len();
    server.run(undo(&server, first)).unwrap();
    assert_eq!(value(&server.network, ProfileField::About), about(""));
    // Again, by undoing the undo.
    server.run(undo(&server, first + 1)).unwrap();
    assert_eq!(value(&server.network, ProfileField::About), about("satu"));
    // Others edit elsewhere, which is in nobody's way, and then the same.
    let again = server.log.len();
    server
        .run(edit(website("https://a.example"), server.network.seq()))
        .unwrap();
    server.run(undo(&server, again)).unwrap();
    let undone = server.log.len();
    server
        .run(edit(about("dua"), server.network.seq()))
        .unwrap();
    let refusal = server.run(undo(&server, undone)).unwrap_err();
    assert!(matches!(refusal, Refusal::OrganisationConflict(conflicts) if conflicts.len() == 1));
}

#[test]
fn a_contact_is_seen_while_the_partnership_lasts() {
    let mut server = Server::new();
    let contact = Contact {
        id: record(1),
        organisation: organisation(0),
        name: name("Bu Siti"),
        function: Line::default(),
        email: Line::new("siti@sekolah.example").unwrap(),
        phone: Line::default(),
    };
    let command = Command::Save {
        record: Box::new(contact.into()),
        base: Seq(0),
    };
    let (id, actor) = (id(1), ACTORS[1]);
    server.submit(&Submission { id, actor, command }).unwrap();
    assert!(server.seen_by(ACTORS[2]).record(record(1)).is_some());
    let known = server.network.seq();
    assert_eq!(
        server
            .sight(Actor::Visitor)
            .of(Subject::Organisation(organisation(0)))
            .records,
        []
    );
    for n in 0..2 {
        let command = Command::Answer {
            id: partnership(n),
            organisation: organisation(1),
            answer: Answer::Left,
            reason: Line::new("pindah").unwrap(),
            seen: server.network.seq(),
        };
        let (id, actor) = (CommandId::from_u128(10 + n), ACTORS[2]);
        server.submit(&Submission { id, actor, command }).unwrap();
    }
    let of = Subject::Organisation(organisation(0));
    let parts = server.news(ACTORS[2], known).unwrap().parts;
    let (_, part) = parts
        .into_iter()
        .find(|(subject, _)| *subject == of)
        .unwrap();
    assert_eq!(part.records, []);
}
