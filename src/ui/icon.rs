//! Small pictures of a few strokes, drawn for this app on a grid of 24.

use leptos::prelude::*;

/// What a picture stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// The front page.
    Home,
    /// The network, to walk around in.
    Explore,
    /// Rows and columns.
    Table,
    /// Organisations.
    Organisations,
    /// Partnerships.
    Partnerships,
    /// Needs and offers.
    Needs,
    /// Data coming in and going out.
    Data,
    /// What it adds up to.
    Insight,
    /// Data coming in.
    Import,
    /// Data going out.
    Export,
    /// The theme: half light, half dark.
    Theme,
    /// The light theme.
    Light,
    /// The dark theme.
    Dark,
    /// The device's own choice.
    Device,
    /// Looking for something.
    Search,
    /// Something new.
    Add,
    /// A change.
    Edit,
    /// Putting away.
    Archive,
    /// Bringing back.
    Restore,
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
    /// Not sorted by this.
    UpDown,
    /// Back to where one came from.
    Back,
    /// Something given.
    Give,
    /// Something received.
    Get,
    /// Leads away from this site.
    Away,
    /// Somebody.
    Person,
    /// How something looks.
    Look,
    /// Times gone by.
    Clock,
    /// Taking something elsewhere.
    Share,
    /// One step back.
    Undo,
    /// One step forward again.
    Redo,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Glyph::Home => "M4 11.5 12 5l8 6.5M6.5 9.8V19h11V9.8M10.2 19v-5h3.6v5",
            Glyph::Explore => {
                "M7.6 7.4 10.4 10M16.4 7.4 13.6 10M12 14.6v2.9M12 14.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM6 7.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM18 7.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM12 21a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z"
            }
            Glyph::Table => "M4 5h16v14H4ZM4 10h16M4 14.5h16M10 10v9",
            Glyph::Organisations => {
                "M4 20h16M5.5 20V6.5L13 4v16M13 9.5l5.5 1.8V20M8.3 9.5h1.8M8.3 13h1.8M8.3 16.5h1.8"
            }
            Glyph::Partnerships => "M9 15.5a5 5 0 1 1 0-7M15 8.5a5 5 0 1 1 0 7M8.5 12h7",
            Glyph::Needs => "M4 8h13M17 8l-3.5-3.5M17 8l-3.5 3.5M20 16H7M7 16l3.5-3.5M7 16l3.5 3.5",
            Glyph::Data => "M8 19V5M8 5 4.8 8.2M8 5l3.2 3.2M16 5v14M16 19l-3.2-3.2M16 19l3.2-3.2",
            Glyph::Insight => "M5 19v-6M10 19V9M15 19v-8M20 19V5M3 19h19",
            Glyph::Import => "M12 15V4M12 4 8 8M12 4l4 4M5 14.5V19h14v-4.5",
            Glyph::Export => "M12 4v11M12 15l-4-4M12 15l4-4M5 14.5V19h14v-4.5",
            Glyph::Theme => {
                "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 4v16M12 8h3.9M12 12h8M12 16h3.9"
            }
            Glyph::Light => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.8v1.9M12 19.3v1.9M2.8 12h1.9M19.3 12h1.9M5.5 5.5l1.3 1.3M17.2 17.2l1.3 1.3M5.5 18.5l1.3-1.3M17.2 6.8l1.3-1.3"
            }
            Glyph::Dark => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
            Glyph::Device => "M4 5h16v11H4ZM9 20h6M12 16v4",
            Glyph::Search => "M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.8 15.8 20 20",
            Glyph::Add => "M12 5v14M5 12h14",
            Glyph::Edit => {
                "M4.5 19.5 5.6 15 15.5 5.1a1.8 1.8 0 0 1 2.6 0l.8.8a1.8 1.8 0 0 1 0 2.6L9 18.4ZM13.8 6.8l3.4 3.4"
            }
            Glyph::Archive => "M4 5h16v4H4ZM5.5 9v10h13V9M10 13h4",
            Glyph::Restore => "M4.5 5v5h5M5 9.7A7.5 7.5 0 1 1 4.6 13.5",
            Glyph::Up => "M12 19V5M12 5l-5 5M12 5l5 5",
            Glyph::Down => "M12 5v14M12 19l-5-5M12 19l5-5",
            Glyph::UpDown => "M8 10l4-4 4 4M8 14l4 4 4-4",
            Glyph::Back => "M19 12H5M5 12l6-6M5 12l6 6",
            Glyph::Give => "M5 19 19 5M19 5h-9M19 5v9",
            Glyph::Get => "M19 5 5 19M5 19h9M5 19v-9",
            Glyph::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0",
            Glyph::Look => {
                "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Glyph::Clock => "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 7.5V12l3 2",
            Glyph::Share => "M12 15V4M12 4 8.5 7.5M12 4l3.5 3.5M7 11H5v9h14v-9h-2",
            Glyph::Undo => "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3",
            Glyph::Redo => "M16 5l4 4-4 4M20 9H10a5.5 5.5 0 0 0 0 11h3",
            Glyph::Away => "M10 6H5.5v12.5H18V14M13 5h6v6M19 5l-8 8",
        }
    }
}

/// One of the pictures, in the colour and size of the text around it; what it says is said in words beside it.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=glyph.path() />
        </svg>
    }
}
