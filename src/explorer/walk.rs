//! The partners of an organisation as a tree to walk through with the arrow keys: their partners are below them, and so
//! on. Where one stands is said through a live region.

use super::network::LoadedNetwork;
use super::{Shared, Wish};
use crate::i18n::{Locale, number, t, t_string, td_string, use_i18n, words};
use crate::ui::KindShape;
use jejaring_domain::{Kind, OrganisationId, Status};
use leptos::ev::KeyboardEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How deep one can go; each step on is a level of the tree.
const DEEPEST: usize = 8;

/// One line of the tree.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    /// The organisations from the first partner to this one, by their places in the snapshot.
    path: Vec<u32>,
    /// Whether its own partners are shown.
    open: bool,
    /// Its place among its siblings, from 1, and how many they are.
    place: [usize; 2],
}

/// What there is to say of a line.
struct Told {
    id: OrganisationId,
    name: String,
    kind: Kind,
    regency: String,
    /// Partners other than those one came from.
    onward: usize,
    /// What connects it with the one before it.
    by: String,
}

/// The partners of one, each once, by name; those that are over last.
fn partners(network: &LoadedNetwork, organisation: usize) -> Vec<(u32, bool)> {
    let snapshot = network.snapshot();
    let mut found: BTreeMap<u32, bool> = BTreeMap::new();
    for partnership in network.partnerships(organisation) {
        let over = snapshot.status(partnership) == Status::Ended;
        for party in snapshot.party_organisations(partnership) {
            if *party as usize != organisation {
                let known = found.entry(*party).or_insert(over);
                *known = *known && over;
            }
        }
    }
    let mut found: Vec<(u32, bool)> = found.into_iter().collect();
    found.sort_by_key(|(party, over)| (*over, snapshot.name(*party as usize)));
    found
}

fn onward(network: &LoadedNetwork, root: usize, path: &[u32]) -> Vec<u32> {
    let at = path.last().map_or(root, |last| *last as usize);
    let came = |party: u32| party as usize == root || path.contains(&party);
    let partners = partners(network, at).into_iter();
    partners
        .map(|(party, _)| party)
        .filter(|party| !came(*party))
        .collect()
}

/// The lines that are shown, where these paths are open.
fn lines(network: &LoadedNetwork, root: usize, open: &[Vec<u32>]) -> Vec<Line> {
    fn add(
        network: &LoadedNetwork,
        root: usize,
        open: &[Vec<u32>],
        path: &[u32],
        lines: &mut Vec<Line>,
    ) {
        let next = onward(network, root, path);
        let count = next.len();
        for (place, party) in next.into_iter().enumerate() {
            let path = [path, &[party]].concat();
            let is_open = open.contains(&path);
            lines.push(Line {
                path: path.clone(),
                open: is_open,
                place: [place + 1, count],
            });
            if is_open {
                add(network, root, open, &path, lines);
            }
        }
    }
    let mut found = Vec::new();
    add(network, root, open, &[], &mut found);
    found
}

fn told(network: &LoadedNetwork, root: usize, path: &[u32]) -> Option<Told> {
    let snapshot = network.snapshot();
    let organisation = *path.last()? as usize;
    let before = match path {
        [.., before, _] => *before as usize,
        _ => root,
    };
    let shared = network.partnerships(before).filter(|partnership| {
        let parties = snapshot.party_organisations(*partnership);
        parties.contains(&(organisation as u32))
    });
    let titles: Vec<&str> = shared
        .map(|partnership| snapshot.title(partnership))
        .collect();
    Some(Told {
        id: snapshot.organisation_id(organisation),
        name: snapshot.name(organisation).to_owned(),
        kind: snapshot.kind(organisation),
        regency: snapshot.regency(organisation).to_owned(),
        onward: onward(network, root, path).len(),
        by: titles.join(" · "),
    })
}

/// What is said when one comes to a line.
fn said(locale: Locale, told: &Told, place: [usize; 2], level: usize) -> String {
    let Told {
        name,
        kind,
        regency,
        onward,
        by,
        ..
    } = told;
    let kind = words::kind(locale, *kind);
    let partners = number(locale, *onward);
    let [place, count] = place;
    let place = td_string!(locale, explore.walk_place, place, count, level).to_string();
    let onward = td_string!(locale, explore.walk_onward, partners).to_string();
    let parts = [name.as_str(), kind, regency, by, &onward, &place];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// The tree of an organisation's partners.
#[component]
pub fn Walk(shared: Shared, of: OrganisationId) -> impl IntoView {
    let i18n = use_i18n();
    let root = move || {
        shared.network.with(|network| {
            let network = network.as_ref()?;
            Some((network.clone(), network.snapshot().find_organisation(of)?))
        })
    };
    let open = RwSignal::new(Vec::<Vec<u32>>::new());
    let active = RwSignal::new(0_usize);
    let spoken = RwSignal::new(String::new());
    let tree = NodeRef::<Ul>::new();
    let shown = Memo::new(move |_| {
        let (network, root) = root()?;
        Some(open.with(|open| lines(&network, root, open)))
    });
    let count = move || shown.with(|shown| shown.as_ref().map_or(0, Vec::len));
    let say = move |at: usize| {
        let Some((network, root)) = untrack(root) else {
            return;
        };
        let line = shown.with_untracked(|shown| shown.as_ref()?.get(at).cloned());
        let Some(line) = line else { return };
        if let Some(told) = told(&network, root, &line.path) {
            spoken.set(said(
                i18n.get_locale_untracked(),
                &told,
                line.place,
                line.path.len(),
            ));
        }
    };
    let stand = move |at: usize| {
        active.set(at);
        say(at);
        // The line that the keyboard stands at is in view.
        let element = tree
            .get_untracked()
            .and_then(|tree| tree.query_selector(&format!("#walk-{at}")).ok().flatten());
        if let Some(element) = element {
            element.scroll_into_view_with_bool(false);
        }
    };
    let unfold = move |path: Vec<u32>| open.update(|open| open.push(path));
    let fold =
        move |path: &[u32]| open.update(|open| open.retain(|known| !known.starts_with(path)));
    let enter = move |id: OrganisationId| shared.leave(&format!("/organisations/{id}"));
    let select = move |id: OrganisationId| {
        shared.go(false, |state| state.selected = Some(id));
        shared.wish.set(Some(Wish::FlyTo(id)));
    };
    let on_key = move |event: KeyboardEvent| {
        let at = active.get_untracked();
        let Some(line) = shown.with_untracked(|shown| shown.as_ref()?.get(at).cloned()) else {
            return;
        };
        let last = untrack(count).saturating_sub(1);
        let id = untrack(root).map(|(network, _)| {
            let organisation = line.path.last().copied().unwrap_or_default();
            network.snapshot().organisation_id(organisation as usize)
        });
        let parent = || {
            let parent = &line.path[..line.path.len() - 1];
            shown
                .with_untracked(|shown| shown.as_ref()?.iter().position(|line| line.path == parent))
        };
        match event.key().as_str() {
            "ArrowDown" => stand((at + 1).min(last)),
            "ArrowUp" => stand(at.saturating_sub(1)),
            "Home" => stand(0),
            "End" => stand(last),
            "ArrowRight" if line.open => stand((at + 1).min(last)),
            "ArrowRight" if line.path.len() < DEEPEST => {
                unfold(line.path.clone());
                say(at);
            }
            "ArrowLeft" if line.open => {
                fold(&line.path);
                say(at);
            }
            "ArrowLeft" => {
                if let Some(parent) = parent() {
                    stand(parent);
                }
            }
            "Enter" => {
                if let Some(id) = id {
                    enter(id);
                }
            }
            " " => {
                if let Some(id) = id {
                    select(id);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let line = move |at: usize, line: Line| {
        let (network, root) = untrack(root)?;
        let locale = i18n.get_locale_untracked();
        let told = told(&network, root, &line.path)?;
        let Told {
            id,
            name,
            kind,
            regency,
            onward,
            by,
        } = told;
        let path = line.path.clone();
        let is_open = line.open;
        let turn = move |_| {
            if is_open {
                fold(&path);
            } else {
                unfold(path.clone());
            }
        };
        let can_open = onward > 0 && line.path.len() < DEEPEST;
        Some(view! {
            <li
                id=format!("walk-{at}")
                role="treeitem"
                class="walk-line"
                class:walk-active=move || active.get() == at
                attr:aria-level=line.path.len().to_string()
                aria-setsize=line.place[1].to_string()
                aria-posinset=line.place[0].to_string()
                aria-expanded=can_open.then(|| is_open.to_string())
                aria-selected=move || (active.get() == at).to_string()
            >
                <span class="walk-fold" aria-hidden="true" on:click=turn>
                    {can_open.then_some(if is_open { "▾" } else { "▸" })}
                </span>
                <KindShape kind />
                <span class="walk-name" on:click=move |_| select(id)>
                    {name}
                    <span class="walk-by">{by}</span>
                </span>
                <span class="count" title=regency>{number(locale, onward)}</span>
            </li>
        })
    };
    view! {
        <h3>
            {t!(i18n, explorer.partners)} " "
            <span class="count">
                {move || root().map(|(network, root)| number(i18n.get_locale(), partners(&network, root).len()))}
            </span>
        </h3>
        <p class="field-hint" hidden=move || count() != 0>{t!(i18n, explorer.no_partners)}</p>
        <p class="field-hint" id="walk-hint" hidden=move || count() == 0>{t!(i18n, explore.walk_hint)}</p>
        <ul
            node_ref=tree
            class="walk"
            role="tree"
            tabindex="0"
            hidden=move || count() == 0
            aria-label=move || t_string!(i18n, explore.walk)
            aria-describedby="walk-hint"
            aria-activedescendant=move || format!("walk-{}", active.get())
            on:keydown=on_key
            on:focus=move |_| say(active.get_untracked())
        >
            {move || shown.get().unwrap_or_default().into_iter().enumerate().map(|(at, shown)| line(at, shown)).collect_view()}
        </ul>
        <p class="visually-hidden" role="status">{spoken}</p>
    }
}
