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

fn put(replica: &mut Replica, n: u128, value: ProfileValue) {
    let base = replica.view().network.seq();
    replica.put(id(n), NOW, edit(value, base)).unwrap();
}

/// Sends what waits and gets what is lacking.
fn sync(server: &mut Server, replica: &mut Replica) {
    let reader = replica.reader();
    while let Some(submission) = replica.outbox_mut().next(reader) {
        replica.settle(submission.id, server.submit(&submission));
    }
    let update = server.update(reader, replica.seq(), replica.day());
    replica.update(update).unwrap();
}

fn fate(replica: &Replica, n: u128) -> Fate {
    let fates = replica.fates().into_iter();
    let mut fates = fates.filter(|(item, _)| item.id == id(n));
    fates.next().unwrap().1
}

fn value(network: &Network, field: ProfileField) -> ProfileValue {
    network
        .organisation(organisation(0))
        .unwrap()
        .profile
        .get(field)
}

#[test]
fn what_is_written_offline_is_seen_at_once_and_sent_in_order() {
    let mut server = Server::new();
    let mut replica = server.browser(ACTORS[1]);
    put(&mut replica, 1, about("satu"));
    put(&mut replica, 2, about("dua"));
    assert_eq!(
        value(&replica.view().network, ProfileField::About),
        about("dua")
    );
    assert_eq!(value(replica.confirmed(), ProfileField::About), about(""));
    assert_eq!(fate(&replica, 2), Fate::Waiting);
    sync(&mut server, &mut replica);
    assert_eq!(value(&server.network, ProfileField::About), about("dua"));
    assert_eq!([1, 2].map(|n| fate(&replica, n)), [Fate::Done, Fate::Done]);
}

#[test]
fn different_fields_merge_and_the_same_field_asks() {
    let mut server = Server::new();
    let mut one = server.browser(ACTORS[1]);
    let mut other = server.browser(ACTORS[4]);
    put(&mut one, 1, about("satu"));
    put(&mut other, 2, about("dua"));
    put(&mut other, 3, website("https://dua.example"));
    put(&mut other, 4, about("tiga"));
    sync(&mut server, &mut one);
    sync(&mut server, &mut other);
    let conflict = |yours| {
        let theirs = about("satu");
        let yours = about(yours);
        Fate::InQuestion(Refusal::OrganisationConflict(vec![fault::Conflict {
            theirs,
            yours,
        }]))
    };
    // The later edit rests on the one that is in question, and is so itself.
    assert_eq!(fate(&other, 2), conflict("dua"));
    assert_eq!(fate(&other, 3), Fate::Merged);
    assert_eq!(fate(&other, 4), conflict("tiga"));
    assert!(other.insist(id(4), id(5), NOW).unwrap().is_some());
    assert!(other.outbox_mut().dismiss(id(2)));
    sync(&mut server, &mut other);
    assert_eq!(value(&server.network, ProfileField::About), about("tiga"));
}

#[test]
fn a_doubt_is_told_before_anything_is_sent() {
    let mut server = Server::new();
    let mut replica = server.browser(ACTORS[1]);
    put(&mut replica, 1, about("satu"));
    server
        .run(edit(about("dua"), server.network.seq()))
        .unwrap();
    let update = server.update(replica.reader(), replica.seq(), TODAY);
    replica.update(update).unwrap();
    assert!(matches!(fate(&replica, 1), Fate::InQuestion(_)));
    assert_eq!(
        value(&replica.view().network, ProfileField::About),
        about("dua")
    );
}

#[test]
fn a_form_that_was_open_while_its_own_edit_went_out_has_seen_it() {
    let mut server = Server::new();
    let mut replica = server.browser(ACTORS[1]);
    let before = replica.view().network.seq();
    put(&mut replica, 1, about("satu"));
    let after = replica.view().network.seq();
    sync(&mut server, &mut replica);
    replica.put(id(2), NOW, edit(about("dua"), after)).unwrap();
    let old = replica.put(id(3), NOW, edit(about("tiga"), before));
    assert!(matches!(old, Err(Refusal::OrganisationConflict(_))));
}

#[test]
fn a_lost_receipt_is_given_again() {
    let mut server = Server::new();
    let mut replica = server.browser(ACTORS[1]);
    put(&mut replica, 1, about("satu"));
    let reader = replica.reader();
    let lost = replica.outbox_mut().next(reader).unwrap();
    server.submit(&lost).unwrap();
    assert!(!replica.outbox_mut().dismiss(id(1)));
    sync(&mut server, &mut replica);
    assert_eq!(fate(&replica, 1), Fate::Done);
    assert_eq!(server.log.iter().filter(|(of, _)| *of == id(1)).count(), 1);
}

#[test]
fn what_one_person_wrote_is_not_sent_by_another() {
    let server = Server::new();
    let mut replica = server.browser(ACTORS[1]);
    put(&mut replica, 1, about("satu"));
    let Update::Whole(other) = Update::whole(server.sight(ACTORS[4])) else {
        unreachable!()
    };
    replica.update(Update::Whole(other)).unwrap();
    assert_eq!(replica.outbox_mut().next(ACTORS[4]), None);
    assert_eq!(
        value(&replica.view().network, ProfileField::About),
        about("")
    );
    assert_eq!(replica.outbox().items().len(), 1);
}

#[test]
fn a_draft_arrives_whole_when_it_is_made_known_and_goes_when_it_is_taken_back() {
    let mut server = Server::new();
    let mut visitor = server.browser(Actor::Visitor);
    let mut stranger = server.browser(ACTORS[2]);
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
    let Update::News(News { parts, .. }) = server.update(Actor::Visitor, visitor.seq(), TODAY)
    else {
        unreachable!()
    };
    assert!(parts.iter().all(|(subject, _)| *subject != DRAFT.into()));
    step(&mut server, 2, Step::Approval);
    for replica in [&mut visitor, &mut stranger] {
        sync(&mut server, replica);
        assert!(replica.confirmed().partnership(DRAFT).is_some());
    }
    step(&mut server, 3, Step::Planning);
    for replica in [&mut visitor, &mut stranger] {
        sync(&mut server, replica);
        assert!(replica.confirmed().partnership(DRAFT).is_none());
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
    let mut replica = server.browser(ACTORS[3]);
    assert!(replica.confirmed().record(record(1)).is_none());
    server
        .run(Command::Admit {
            member: record(2),
            organisation: organisation(2),
            person: person(3),
            role: MemberRole::Viewer,
        })
        .unwrap();
    sync(&mut server, &mut replica);
    assert!(replica.confirmed().record(record(1)).is_some());
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
    let mut partner = server.browser(ACTORS[2]);
    assert!(partner.confirmed().record(record(1)).is_some());
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
    sync(&mut server, &mut partner);
    assert!(partner.confirmed().record(record(1)).is_none());
}
