//! Which labels to show: the most important ones that do not overlap.

/// A rectangle, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Area {
    /// Whether two areas share more than their border.
    pub fn overlaps(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether another area lies wholly in this one.
    pub fn contains(&self, other: &Area) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }

    fn is_proper(&self) -> bool {
        let sides = [self.left, self.top, self.right, self.bottom];
        sides.iter().all(|side| side.is_finite())
            && self.left < self.right
            && self.top < self.bottom
    }
}

/// A label that may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Where it would be.
    pub area: Area,
    /// Higher comes first; of equals the one that stands first.
    pub importance: f32,
}

/// Rows and columns of the grid in which neighbours are looked for.
const CELLS: usize = 24;

/// The viewport as it fills with areas that do not overlap.
#[derive(Clone, Debug)]
pub struct Space {
    viewport: Area,
    cells: Vec<Vec<Area>>,
}

impl Space {
    /// An empty viewport.
    pub fn new(viewport: Area) -> Self {
        Self {
            viewport,
            cells: vec![Vec::new(); CELLS * CELLS],
        }
    }

    /// Takes an area if it lies wholly in the viewport and all of it is free; whether it did.
    pub fn take(&mut self, area: Area) -> bool {
        if !area.is_proper() || !self.viewport.contains(&area) {
            return false;
        }
        let cells: Vec<usize> = self.cells_of(&area).collect();
        let taken = cells
            .iter()
            .flat_map(|cell| &self.cells[*cell])
            .any(|other| other.overlaps(&area));
        if !taken {
            self.fill(&cells, area);
        }
        !taken
    }

    /// Takes an area whether it is free or not, to keep labels off it.
    pub fn block(&mut self, area: Area) {
        if area.is_proper() && self.viewport.overlaps(&area) {
            let cells: Vec<usize> = self.cells_of(&area).collect();
            self.fill(&cells, area);
        }
    }

    fn fill(&mut self, cells: &[usize], area: Area) {
        cells.iter().for_each(|cell| self.cells[*cell].push(area));
    }

    fn cells_of(&self, area: &Area) -> impl Iterator<Item = usize> + use<> {
        let Area {
            left,
            top,
            right,
            bottom,
        } = self.viewport;
        let cell = |at: f32, from: f32, to: f32| {
            let cell = (at - from) / (to - from) * CELLS as f32;
            (cell.max(0.0) as usize).min(CELLS - 1)
        };
        let columns = cell(area.left, left, right)..=cell(area.right, left, right);
        let rows = cell(area.top, top, bottom)..=cell(area.bottom, top, bottom);
        rows.flat_map(move |row| columns.clone().map(move |column| row * CELLS + column))
    }
}

/// The candidates to show, the most important first, at most `most`.
pub fn choose(candidates: &[Candidate], viewport: Area, most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| {
        let [a, b] = [a, b].map(|at| candidates[*at].importance);
        b.total_cmp(&a)
    });
    let mut space = Space::new(viewport);
    let fitting = order
        .into_iter()
        .filter(|at| space.take(candidates[*at].area));
    fitting.take(most).collect()
}

/// A text as it stands in an element or attribute of a drawing.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// About how wide a text is in the letters of common systems, at a size in the same unit. Rather too wide than too
/// narrow.
pub fn text_width(text: &str, size: f32) -> f32 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.29,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '"' => 0.37,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        'A'..='Z' | '&' => 0.7,
        '\u{300}'..='\u{36F}' => 0.0,
        '\0'..='\u{1100}' => 0.57,
        _ => 1.0,
    };
    text.chars().map(em).sum::<f32>() * size
}

/// The text cut at a word's end to at most about `most` characters, with `…` for the rest.
pub fn shorten(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let kept = &text[..cut];
    // A word that is cut off is dropped, unless it is most of the text.
    let kept = match kept.rfind(' ') {
        Some(space) if space * 2 > cut => &kept[..space],
        _ => kept,
    };
    format!("{}…", kept.trim_end_matches([' ', ',', '-', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VIEWPORT: Area = Area {
        left: 0.0,
        top: 0.0,
        right: 800.0,
        bottom: 600.0,
    };

    fn candidate(left: f32, top: f32, width: f32, importance: f32) -> Candidate {
        let area = Area {
            left,
            top,
            right: left + width,
            bottom: top + 14.0,
        };
        Candidate { area, importance }
    }

    #[test]
    fn the_more_important_one_stays() {
        let candidates = [
            candidate(10.0, 10.0, 80.0, 1.0),
            candidate(50.0, 15.0, 80.0, 2.0),
            candidate(300.0, 15.0, 80.0, 0.0),
            candidate(790.0, 15.0, 80.0, 9.0),
            candidate(f32::NAN, 15.0, 80.0, 9.0),
        ];
        assert_eq!(choose(&candidates, VIEWPORT, 9), [1, 2]);
        assert_eq!(choose(&candidates, VIEWPORT, 1), [1]);
    }

    #[test]
    fn blocked_areas_stay_free() {
        let mut space = Space::new(VIEWPORT);
        space.block(candidate(10.0, 10.0, 80.0, 1.0).area);
        assert!(!space.take(candidate(50.0, 15.0, 80.0, 2.0).area));
        assert!(space.take(candidate(90.0, 10.0, 80.0, 2.0).area));
    }

    #[test]
    fn long_names_are_cut_at_words() {
        assert_eq!(shorten("SMK Negeri 1 Bantul", 30), "SMK Negeri 1 Bantul");
        assert_eq!(
            shorten("Komite Sekolah Tunas Bangsa", 18),
            "Komite Sekolah…"
        );
        assert_eq!(shorten("Extraordinary", 5), "Extra…");
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_none_that_fits_is_left_out(
            given in prop::collection::vec((-50f32..850.0, -20f32..620.0, 1f32..300.0, 0f32..9.0), 0..120)
        ) {
            let candidates: Vec<_> = given.into_iter().map(|(x, y, w, i)| candidate(x, y, w, i)).collect();
            let chosen = choose(&candidates, VIEWPORT, usize::MAX);
            for (at, one) in chosen.iter().enumerate() {
                prop_assert!(VIEWPORT.contains(&candidates[*one].area));
                for other in &chosen[..at] {
                    prop_assert!(!candidates[*one].area.overlaps(&candidates[*other].area));
                    prop_assert!(candidates[*one].importance <= candidates[*other].importance);
                }
            }
            for (at, left_out) in candidates.iter().enumerate().filter(|(at, _)| !chosen.contains(at)) {
                let fits = VIEWPORT.contains(&left_out.area);
                prop_assert!(!fits || chosen.iter().any(|c| candidates[*c].area.overlaps(&left_out.area)), "{at}");
            }
        }
    }
}
