//! Who goes together with whom.
//!
//! Clusters come from working in one field and being near; hubs from pull; the way the network is grown, each new one
//! joining those that are in, keeps most of it in one piece. A few schools stay alone, a few groups apart.

use crate::organisations::{Body, Sort};
use crate::random::Random;
use jejaring_domain::Kind;
use std::collections::BTreeSet;

/// How many partnerships there are, and how many of them have more than two parties.
pub const PARTNERSHIPS: usize = 450;
pub const MULTILATERAL: usize = 40;

/// How many schools of each sort have no partner.
const ALONE: [(Sort, usize); 5] = [
    (Sort::Primary, 5),
    (Sort::Lower, 3),
    (Sort::Upper, 1),
    (Sort::Special, 1),
    (Sort::Madrasah, 2),
];

/// Small pieces apart from the rest: the sorts of their members, the first of which holds them together.
const APART: [&[Sort]; 4] = [
    &[Sort::Primary, Sort::Arts, Sort::Readers],
    &[Sort::Special, Sort::Foundation],
    &[Sort::Madrasah, Sort::Company, Sort::Farmers],
    &[Sort::Lower, Sort::Youth, Sort::Primary, Sort::Company],
];

/// The parties of each partnership, as indexes; the proposer first.
pub fn group(random: &mut Random, bodies: &[Body]) -> Vec<Vec<usize>> {
    let mut free: Vec<bool> = bodies.iter().map(|body| body.of.is_none()).collect();
    // The school of a committee is not one to be alone or apart.
    for body in bodies {
        if let Some(school) = body.of {
            free[school] = false;
        }
    }
    // The last of each sort, as good as any.
    let mut take = |sort: Sort| {
        let found = (0..bodies.len())
            .rev()
            .find(|index| free[*index] && bodies[*index].sort == sort);
        found.inspect(|index| free[*index] = false)
    };
    let mut outside = BTreeSet::new();
    for (sort, count) in ALONE {
        outside.extend((0..count).filter_map(|_| take(sort)));
    }
    let mut groups = Vec::new();
    for sorts in APART {
        let members: Vec<usize> = sorts.iter().filter_map(|sort| take(*sort)).collect();
        outside.extend(&members);
        groups.extend(members[1..].iter().map(|other| vec![members[0], *other]));
    }
    // One of the pieces does something all together.
    if let Some(last) = groups.last().map(|pair| pair[0]) {
        let all = groups.iter().filter(|pair| pair[0] == last);
        let mut all: Vec<usize> = all.flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        groups.push(all);
    }

    let mut inside: Vec<usize> = (0..bodies.len())
        .filter(|index| !outside.contains(index))
        .collect();
    inside.sort_by(|a, b| bodies[*b].pull.total_cmp(&bodies[*a].pull));
    for at in 1..inside.len() {
        let one = inside[at];
        if let Some(other) = partner(random, bodies, one, &inside[..at], &[]) {
            groups.push(pair(random, bodies, one, other));
        }
    }
    let multilateral = groups.iter().filter(|group| group.len() > 2).count();
    let pulls: Vec<f64> = inside.iter().map(|index| bodies[*index].pull).collect();
    let mut pairs: BTreeSet<Vec<usize>> = groups.iter().map(|group| sorted(group)).collect();
    while groups.len() < PARTNERSHIPS - (MULTILATERAL - multilateral) {
        let one = inside[random.weighed(&pulls).unwrap_or(0)];
        let Some(other) = partner(random, bodies, one, &inside, &[one]) else {
            continue;
        };
        let pair = pair(random, bodies, one, other);
        // Few do several things together.
        if pairs.insert(sorted(&pair)) || random.chance(0.3) {
            groups.push(pair);
        }
    }
    while groups.len() < PARTNERSHIPS {
        let first = inside[random.weighed(&pulls).unwrap_or(0)];
        let size = random.pick_weighed(&[(3, 12.0), (4, 11.0), (5, 8.0), (6, 5.0), (7, 3.0)]);
        let mut members = vec![first];
        while members.len() < size {
            let Some(next) = partner(random, bodies, first, &inside, &members) else {
                break;
            };
            members.push(next);
        }
        // Several schools that want the same often find the same companies.
        if members
            .iter()
            .any(|index| bodies[*index].kind() == Kind::School)
            && members.len() == size
        {
            groups.push(members);
        }
    }
    random.shuffle(&mut groups);
    groups
}

fn sorted(group: &[usize]) -> Vec<usize> {
    let mut group = group.to_vec();
    group.sort_unstable();
    group
}

/// Schools propose more often than others.
fn pair(random: &mut Random, bodies: &[Body], one: usize, other: usize) -> Vec<usize> {
    let schools = [one, other].map(|index| bodies[index].kind() == Kind::School);
    let first = match schools {
        [true, false] => random.chance(0.7),
        [false, true] => random.chance(0.3),
        _ => random.chance(0.5),
    };
    if first {
        vec![one, other]
    } else {
        vec![other, one]
    }
}

/// One of `from`, but none of `not`, that would go with `one`.
fn partner(
    random: &mut Random,
    bodies: &[Body],
    one: usize,
    from: &[usize],
    not: &[usize],
) -> Option<usize> {
    let weights: Vec<f64> = from
        .iter()
        .map(|other| match not.contains(other) || *other == one {
            true => 0.0,
            false => affinity(bodies, one, *other) * bodies[*other].pull,
        })
        .collect();
    random.weighed(&weights).map(|at| from[at])
}

/// How well two go together.
fn affinity(bodies: &[Body], one: usize, other: usize) -> f64 {
    use Kind::*;
    let (a, b) = (&bodies[one], &bodies[other]);
    if a.of == Some(other) || b.of == Some(one) {
        return 400.0;
    }
    let small = |body: &Body| {
        matches!(
            body.sort,
            Sort::Primary | Sort::Lower | Sort::Special | Sort::Parents
        )
    };
    if (a.is_abroad() && small(b)) || (b.is_abroad() && small(a)) {
        return 0.0;
    }
    let kinds = match (a.kind(), b.kind()) {
        (School, School) => 0.12,
        (School, Company) | (Company, School) => {
            let vocational = [a, b].iter().any(|body| body.sort == Sort::Vocational);
            if vocational { 1.0 } else { 0.25 }
        }
        (School, Community | Institution) | (Community | Institution, School) => 0.9,
        (Company, Company) => 0.01,
        (Company, Institution) | (Institution, Company) => 0.15,
        (Community | Institution, Community | Institution) => 0.2,
        (Company, Community) | (Community, Company) => 0.1,
    };
    let field = if a.fields.iter().any(|field| b.fields.contains(field)) {
        14.0
    } else {
        1.0
    };
    let near = if a.regency == b.regency { 16.0 } else { 1.0 };
    kinds * field * near
}
