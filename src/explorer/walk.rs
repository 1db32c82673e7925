//! The partners of an organisation as a tree to walk through with the arrow keys: their partners are below them, and so
//! on. Where one stands is said through a live region.

use super::network::LoadedNetwork;
use super::shown::Shown;
use super::{Shared, Wish};
use crate::i18n::{Locale, number, t, t_string, td_string, use_i18n, words};
use crate::ui::KindShape;
use jejaring_domain::{Kind, OrganisationId, PartnershipId, Status};
use leptos::ev::KeyboardEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    /// The partnerships that connect it with the one before it.
    by: Vec<(PartnershipId, String)>,
}

/// The ground that is walked on: the network, as far as it is shown.
#[derive(Clone)]
struct Ground {
    network: LoadedNetwork,
    shown: Arc<Shown>,
    root: usize,
}

impl Ground {
    /// The partnerships of one that are shown.
    fn partnerships(&self, organisation: usize) -> impl Iterator<Item = usize> {
        let fits = &self.shown.mask.partnerships;
        let partnerships = self.network.partnerships(organisation);
        partnerships.filter(|partnership| fits.get(*partnership) == Some(&true))
    }

    /// The partners of one that are shown, each once, by name; those that are over last.
    fn partners(&self, organisation: usize) -> Vec<u32> {
        let snapshot = self.network.snapshot();
        let mut found: BTreeMap<u32, bool> = BTreeMap::new();
        for partnership in self.partnerships(organisation) {
            // What is over today was not on the day that is looked at.
            let over = self.shown.day.is_none() && snapshot.status(partnership) == Status::Ended;
            for party in snapshot.party_organisations(partnership) {
                let shown = self.shown.mask.nodes.get(*party as usize) == Some(&true);
                if shown && *party as usize != organisation {
                    let known = found.entry(*party).or_insert(over);
                    *known = *known && over;
                }
            }
        }
        let mut found: Vec<(u32, bool)> = found.into_iter().collect();
        found.sort_by_key(|(party, over)| (*over, snapshot.name(*party as usize)));
        found.into_iter().map(|(party, _)| party).collect()
    }

    /// How many partners of the root are hidden.
    fn hidden(&self) -> usize {
        let snapshot = self.network.snapshot();
        let parties = self.network.partnerships(self.root);
        let all: BTreeSet<u32> = parties
            .flat_map(|partnership| snapshot.party_organisations(partnership).iter().copied())
            .filter(|party| *party as usize != self.root)
            .collect();
        all.len().saturating_sub(self.partners(self.root).len())
    }

    fn onward(&self, path: &[u32]) -> Vec<u32> {
        let at = path.last().map_or(self.root, |last| *last as usize);
        let came = |party: &u32| *party as usize == self.root || path.contains(party);
        let mut partners = self.partners(at);
        partners.retain(|party| !came(party));
        partners
    }
}

/// The lines that are shown, where these paths are open.
fn lines(ground: &Ground, open: &[Vec<u32>]) -> Vec<Line> {
    fn add(ground: &Ground, open: &[Vec<u32>], path: &[u32], lines: &mut Vec<Line>) {
        let next = ground.onward(path);
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
                add(ground, open, &path, lines);
            }
        }
    }
    let mut found = Vec::new();
    add(ground, open, &[], &mut found);
    found
}

fn told(ground: &Ground, path: &[u32]) -> Option<Told> {
    let snapshot = ground.network.snapshot();
    let organisation = *path.last()? as usize;
    let before = match path {
        [.., before, _] => *before as usize,
        _ => ground.root,
    };
    let shared = ground.partnerships(before).filter(|partnership| {
        let parties = snapshot.party_organisations(*partnership);
        parties.contains(&(organisation as u32))
    });
    let by = shared.map(|partnership| {
        let title = snapshot.title(partnership).to_owned();
        (snapshot.partnership_id(partnership), title)
    });
    Some(Told {
        id: snapshot.organisation_id(organisation),
        name: snapshot.name(organisation).to_owned(),
        kind: snapshot.kind(organisation),
        regency: snapshot.regency(organisation).to_owned(),
        onward: ground.onward(path).len(),
        by: by.collect(),
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
    let by: Vec<&str> = by.iter().map(|(_, title)| title.as_str()).collect();
    let by = by.join(" · ");
    let parts = [name.as_str(), kind, regency, &by, &onward, &place];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// The tree of an organisation's partners.
#[component]
pub fn Walk(shared: Shared, of: OrganisationId) -> impl IntoView {
    let i18n = use_i18n();
    let ground = move || {
        let network = shared.network.get()?;
        let root = network.snapshot().find_organisation(of)?;
        Some(Ground {
            shown: shared.shown.get()?,
            network,
            root,
        })
    };
    let open = RwSignal::new(Vec::<Vec<u32>>::new());
    let active = RwSignal::new(0_usize);
    let spoken = RwSignal::new(String::new());
    let tree = NodeRef::<Ul>::new();
    let shown = Memo::new(move |_| {
        let ground = ground()?;
        Some(open.with(|open| lines(&ground, open)))
    });
    let hidden = Memo::new(move |_| ground().map_or(0, |ground| ground.hidden()));
    let hidden = move || hidden.get();
    let count = move || shown.with(|shown| shown.as_ref().map_or(0, Vec::len));
    let say = move |at: usize| {
        let Some(ground) = untrack(ground) else {
            return;
        };
        let line = shown.with_untracked(|shown| shown.as_ref()?.get(at).cloned());
        let Some(line) = line else { return };
        if let Some(told) = told(&ground, &line.path) {
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
        shared.go(false, |state| state.selected = Some(id.into()));
        shared.wish.set(Some(Wish::FlyTo(id)));
    };
    let meet = move |id: PartnershipId| shared.go(false, |state| state.selected = Some(id.into()));
    let on_key = move |event: KeyboardEvent| {
        let at = active.get_untracked();
        let Some(line) = shown.with_untracked(|shown| shown.as_ref()?.get(at).cloned()) else {
            return;
        };
        let last = untrack(count).saturating_sub(1);
        let id = untrack(ground).map(|ground| {
            let organisation = line.path.last().copied().unwrap_or_default();
            ground
                .network
                .snapshot()
                .organisation_id(organisation as usize)
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
            "Enter" if event.shift_key() => {
                let told = untrack(ground).and_then(|ground| told(&ground, &line.path));
                if let Some((id, _)) = told.and_then(|told| told.by.into_iter().next()) {
                    shared.reading.set(Some(id.into()));
                    meet(id);
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
        let ground = untrack(ground)?;
        let locale = i18n.get_locale_untracked();
        let told = told(&ground, &line.path)?;
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
                <span class="walk-name">
                    <span on:click=move |_| select(id)>{name}</span>
                    {by.into_iter().map(|(id, title)| view! {
                        <span class="walk-by" on:click=move |_| meet(id)>{title}</span>
                    }).collect_view()}
                </span>
                <span class="count" title=regency>{number(locale, onward)}</span>
            </li>
        })
    };
    view! {
        <h3>
            {t!(i18n, explorer.partners)} " "
            <span class="count">
                {move || ground().map(|ground| number(i18n.get_locale(), ground.partners(ground.root).len()))}
            </span>
        </h3>
        <p class="field-hint" hidden=move || count() != 0 || hidden() != 0>{t!(i18n, explorer.no_partners)}</p>
        <p class="field-hint" hidden=move || hidden() == 0>
            {move || t_string!(i18n, explore.walk_hidden, count = number(i18n.get_locale(), hidden())).to_string()}
        </p>
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
