//! Graphs as other programs write them. The files imitate these programs or are excerpts of real ones.
#![allow(clippy::unwrap_used)]

mod common;

use common::{read, take_in};
use jejaring_domain::*;
use jejaring_exchange::{Counts, FileRefusal, Format, Plan, RowFault, RowOutcome, Tally};

fn open(file: &str) -> Plan {
    let path = format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let empty = Network::default();
    let plan = read(file, &bytes, &empty).unwrap();
    let after = take_in(&empty, &plan);
    let again = read(file, &bytes, &after).unwrap();
    assert!(again.organisations.is_empty() && again.partnerships.is_empty());
    plan
}

fn names(plan: &Plan) -> Vec<(&str, Kind)> {
    let organisations = plan.organisations.iter();
    organisations
        .map(|o| (o.profile.name.as_str(), o.profile.kind))
        .collect()
}

/// Titles, and each party's name and role.
fn links(plan: &Plan) -> Vec<(&str, Vec<(&str, Role)>)> {
    let name = |id| {
        let organisation = plan.organisations.iter().find(|o| o.id == id).unwrap();
        organisation.profile.name.as_str()
    };
    let partnerships = plan.partnerships.iter().map(|p| {
        let parties = p.terms.parties.iter();
        (
            p.terms.title.as_str(),
            parties
                .map(|party| (name(party.organisation), party.role))
                .collect(),
        )
    });
    partnerships.collect()
}

fn tally(added: usize, matched: usize, refused: usize) -> Tally {
    Tally {
        added,
        matched,
        refused,
    }
}

use Kind::{Community, Company, Institution, School};
use Role::{Partner, Proposer};

#[test]
fn les_miserables() {
    let plan = open("les-miserables.gexf");
    assert_eq!(plan.format, Format::Gexf);
    assert_eq!(names(&plan)[0], ("Valjean", Institution));
    assert_eq!(
        plan.counts(),
        Counts {
            organisations: tally(6, 0, 0),
            partnerships: tally(12, 0, 0)
        }
    );
    assert!(links(&plan).contains(&(
        "Marius – Valjean",
        vec![("Marius", Partner), ("Valjean", Partner)]
    )));
    assert_eq!(plan.ignored, ["cooccurrence", "modularity_class"]);
    let terms = &plan.partnerships[0].terms;
    assert_eq!((terms.form, terms.scope), (Form::Informal, Scope::Software));
    assert_eq!(
        (terms.finance, terms.step),
        (Finance::None, Step::Implementation)
    );
    assert_eq!(plan.rows[0].line, 15);
}

#[test]
fn airlines_are_named_by_their_tooltip() {
    let plan = open("airlines.graphml");
    assert_eq!(plan.format, Format::GraphMl);
    assert_eq!(
        names(&plan)[0],
        ("LIT(lngx=-92.224444,laty=34.729444)", Institution)
    );
    let counts = plan.counts();
    assert_eq!(counts.organisations, tally(10, 0, 0));
    // Each route is there in both directions.
    assert_eq!(counts.partnerships.refused, 0);
    assert!(counts.partnerships.matched > 5);
    assert_eq!(plan.ignored, ["x", "y"]);
}

#[test]
fn gephi_graphml() {
    let plan = open("gephi.graphml");
    assert_eq!(
        names(&plan),
        [
            ("SMK Negeri 2 Depok", School),
            ("PT Cahaya & Putra", Company),
            ("Karang Taruna", Institution)
        ]
    );
    assert_eq!(
        links(&plan),
        [
            (
                "Kelas industri",
                vec![
                    ("SMK Negeri 2 Depok", Proposer),
                    ("PT Cahaya & Putra", Partner)
                ]
            ),
            (
                "Karang Taruna – SMK Negeri 2 Depok",
                vec![("Karang Taruna", Partner), ("SMK Negeri 2 Depok", Partner)]
            ),
        ]
    );
}

#[test]
fn gephi_gexf_with_oddities() {
    let plan = open("gephi-1.3.gexf");
    assert_eq!(
        names(&plan),
        [
            ("SMA \"Harapan\"", School),
            ("OSIS", Community),
            ("CV Sinar", Company),
            ("c", School)
        ]
    );
    let place = &plan.organisations[0].profile.place;
    assert_eq!(place.coordinates, Coordinates::new(-7.79, 110.37).ok());
    // Coordinates of a projection are no degrees: they are left out and the node stays.
    assert_eq!(plan.organisations[2].profile.place.coordinates, None);
    assert_eq!(
        plan.rows[2].left_out,
        [Fault::new(Field::Latitude, Problem::OutOfRange)]
    );
    assert_eq!(plan.ignored, ["tags"]);

    let edges = &plan.rows[4..];
    assert!(matches!(edges[0].outcome, RowOutcome::Added { .. }));
    assert!(
        matches!(edges[1].outcome, RowOutcome::Matched { line: Some(42), .. }),
        "{:?}",
        edges[1]
    );
    assert_eq!(edges[2].name, "OSIS – SMA \"Harapan\"");
    let faults = |row: usize| match &edges[row].outcome {
        RowOutcome::Refused { faults } => faults.clone(),
        other => panic!("{other:?}"),
    };
    let parties = |problem| RowFault::Invalid(Fault::new(Field::Parties, problem));
    assert_eq!(
        faults(3),
        [
            parties(Problem::PartyTwice),
            parties(Problem::FewerThanTwoParties)
        ]
    );
    assert_eq!(
        faults(4),
        [parties(Problem::UnknownOrganisation {
            given: "nowhere".into()
        })]
    );
    assert!(matches!(edges[5].outcome, RowOutcome::Added { .. }));
}

#[test]
fn yed() {
    let plan = open("yed.graphml");
    assert_eq!(
        names(&plan),
        [
            ("SMK Muhammadiyah 1", Institution),
            ("Kawasan Industri", Institution),
            ("PT Baja", Institution),
            ("n1::n1", Institution),
        ]
    );
    assert_eq!(
        &*plan.organisations[0].profile.about,
        "Sekolah <kejuruan> & mitra"
    );
    assert_eq!(
        plan.rows[1].left_out,
        [Fault::new(Field::Website, Problem::NotAWebAddress)]
    );
    let links = links(&plan);
    assert_eq!(
        links[0],
        (
            "Praktik kerja",
            vec![("SMK Muhammadiyah 1", Proposer), ("PT Baja", Partner)]
        )
    );
    assert_eq!(links[1].0, "PT Baja – n1::n1");
    assert_eq!(
        links[2].0,
        "Kawasan Industri – PT Baja – SMK Muhammadiyah 1"
    );
    assert_eq!(links[2].1.len(), 3);
}

#[test]
fn networkx_names_nodes_by_identifier_or_name() {
    let plan = open("networkx.graphml");
    assert_eq!(
        names(&plan),
        [
            ("Mr Hi", Institution),
            ("Budi", Institution),
            ("Siti", Institution)
        ]
    );
    assert_eq!(plan.ignored, ["club", "weight"]);
    let plan = open("networkx.gexf");
    let found = names(&plan);
    assert_eq!(
        found,
        [
            ("Dinas Pendidikan", Institution),
            ("Universitas Gadjah", Institution),
            ("2", Institution)
        ]
    );
    assert_eq!(plan.counts().partnerships, tally(2, 1, 0));
}

#[test]
fn igraph_and_cytoscape() {
    let plan = open("igraph.graphml");
    assert_eq!(
        names(&plan),
        [("Desa Wisata", Institution), ("Koperasi Maju", Institution)]
    );
    assert_eq!(plan.counts().partnerships, tally(1, 1, 0));
    let plan = open("cytoscape.graphml");
    assert_eq!(
        names(&plan),
        [("BPTP", Institution), ("Kelompok Tani", Institution)]
    );
    assert_eq!(links(&plan)[0].0, "BPTP (pp) Kelompok Tani");
}

#[test]
fn other_encodings() {
    let head = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";
    let body =
        "<graphml><graph edgedefault=\"undirected\"><node id=\"Caf\u{e9}\"/></graph></graphml>";
    let latin: Vec<u8> = format!("{head}{body}").chars().map(|c| c as u8).collect();
    let plan = read("a.graphml", &latin, &Network::default()).unwrap();
    assert_eq!(names(&plan), [("Café", Institution)]);
    let wide = format!("\u{feff}{head}{body}").replace("ISO-8859-1", "UTF-16");
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let plan = read("a.graphml", &wide, &Network::default()).unwrap();
    assert_eq!(names(&plan), [("Café", Institution)]);
}

#[test]
fn nothing_in_a_graph_is_no_mistake() {
    for text in [
        "<gexf/>",
        "<graphml><graph/></graphml>",
        "\n<?xml version='1.0'?>\n<gexf version='1.3'><graph><nodes count='0'/></graph></gexf>",
    ] {
        let plan = read("", text.as_bytes(), &Network::default()).unwrap();
        assert!(plan.rows.is_empty());
    }
}

#[test]
fn a_broken_file_is_refused_with_its_line() {
    let refusal = |text: &str| read("a.gexf", text.as_bytes(), &Network::default()).unwrap_err();
    let malformed = |line| FileRefusal::Malformed {
        format: Format::Gexf,
        line,
    };
    assert_eq!(refusal("<gexf>\n<graph>\n</gexf>"), malformed(3));
    assert_eq!(refusal("<gexf>\n<graph>\n"), malformed(3));
    assert_eq!(refusal("<gexf>\n<node id=a/></gexf>"), malformed(2));
}

/// What a graph of ours looks like after Gephi has saved it: other identifiers of attributes, another order, no labels
/// on links that had none.
#[test]
fn our_own_graph_survives_another_program() {
    let text = r#"<gexf version="1.3"><graph defaultedgetype="undirected">
      <attributes class="node"><attribute id="0" title="record" type="string"/><attribute id="1" title="kind" type="string"/>
        <attribute id="2" title="form" type="string"/></attributes>
      <attributes class="edge"><attribute id="0" title="record" type="string"/><attribute id="1" title="position" type="double"/>
        <attribute id="2" title="roles" type="string"/><attribute id="3" title="answers" type="string"/></attributes>
      <nodes>
        <node id="00000000020000000000000001" label="Konsorsium"><attvalues><attvalue for="0" value="partnership"/><attvalue for="2" value="informal"/></attvalues></node>
        <node id="00000000010000000000000001" label="A"><attvalues><attvalue for="0" value="organisation"/><attvalue for="1" value="school"/></attvalues></node>
        <node id="00000000010000000000000002" label="B"><attvalues><attvalue for="0" value="organisation"/><attvalue for="1" value="company"/></attvalues></node>
        <node id="baru" label="C"/>
      </nodes>
      <edges>
        <edge id="2" source="00000000010000000000000002" target="00000000020000000000000001"><attvalues><attvalue for="0" value="party"/><attvalue for="1" value="2.0"/><attvalue for="2" value="funder"/></attvalues></edge>
        <edge id="1" source="00000000020000000000000001" target="00000000010000000000000001"><attvalues><attvalue for="0" value="party"/><attvalue for="1" value="1.0"/><attvalue for="3" value="accepted"/></attvalues></edge>
        <edge id="3" source="baru" target="00000000020000000000000001"/>
      </edges></graph></gexf>"#;
    let empty = Network::default();
    let plan = read("a.gexf", text.as_bytes(), &empty).unwrap();
    take_in(&empty, &plan);
    assert_eq!(
        names(&plan),
        [("A", School), ("B", Company), ("C", Institution)]
    );
    // A link that somebody drew to the partnership makes a party.
    let parties = vec![("C", Partner), ("A", Partner), ("B", Role::Funder)];
    assert_eq!(links(&plan), [("Konsorsium", parties)]);
    assert_eq!(
        plan.partnerships[0].terms.parties[1].answer,
        Answer::Accepted
    );
}
