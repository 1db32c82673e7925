//! What surrounds every page: navigation, language, theme, footer. All of it works without script.

use super::{AccountMenu, Glyph, Icon, Logo, address, locale};
use crate::i18n::Locale;
use crate::live::{Pulse, Told, tell_place};
use leptos::ev;
use leptos::html::{Header, Main};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Node};
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

/// The frame around a page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let locale = locale();
    let header = NodeRef::<Header>::new();
    let main = NodeRef::<Main>::new();
    // In a frame of another site stands the page alone.
    if use_location().pathname.get_untracked() == crate::explorer::EMBEDDED {
        return view! {
            <Title formatter=page_title />
            <main class="main" id="main">{children()}</main>
        }
        .into_any();
    }
    close_menus(header);
    focus_new_page(main);
    tell_place();
    view! {
        <Title formatter=page_title />
        <a class="skip" href="#main" rel="external">
            {td_string!(locale, ui.skip)}
        </a>
        <header class="top" node_ref=header>
            <a class="brand" href="/">
                <Logo />
                <span class="brand-word">"Jejaring"</span>
            </a>
            <nav class="nav" aria-label=td_string!(locale, ui.nav.label)>
                <A href="/" exact=true>
                    <Icon glyph=Glyph::Home />
                    {td_string!(locale, ui.nav.home)}
                </A>
                <A href="/explore">
                    <Icon glyph=Glyph::Explore />
                    {td_string!(locale, ui.nav.explore)}
                </A>
                <A href="/organisations">
                    <Icon glyph=Glyph::Organisations />
                    {td_string!(locale, ui.nav.organisations)}
                </A>
                <A href="/partnerships">
                    <Icon glyph=Glyph::Partnerships />
                    {td_string!(locale, ui.nav.partnerships)}
                </A>
                <A href="/needs">
                    <Icon glyph=Glyph::Needs />
                    {td_string!(locale, ui.nav.needs)}
                </A>
            </nav>
            <div class="tools">
                <a
                    class="find-anything"
                    href="/organisations"
                    rel="external"
                    data-palette=""
                    aria-keyshortcuts="Control+K"
                    aria-label=td_string!(locale, palette.open)
                    title=td_string!(locale, palette.open)
                >
                    <Icon glyph=Glyph::Search />
                    <kbd aria-hidden="true">"Ctrl K"</kbd>
                </a>
                <DataMenu />
                <LocaleSwitch />
                <ThemeMenu />
                <AccountMenu />
            </div>
        </header>
        <main class="main" id="main" tabindex="-1" node_ref=main>
            {children()}
        </main>
        <Told />
        <footer class="foot">
            <p>{td_string!(locale, ui.foot.what)}</p>
            <p>{td_string!(locale, ui.foot.licence)}</p>
            <Pulse />
        </footer>
    }
    .into_any()
}

/// Bringing data in, and taking it out.
#[component]
fn DataMenu() -> impl IntoView {
    let locale = locale();
    let export = move |file: &'static str, label: &'static str| {
        view! {
            <a href=format!("/export/{file}") rel="external" download=file>
                <Icon glyph=Glyph::Export />
                {label}
            </a>
        }
    };
    view! {
        <details class="menu">
            <summary aria-label=td_string!(locale, ui.nav.data)>
                <Icon glyph=Glyph::Data />
                <span class="menu-word">{td_string!(locale, ui.nav.data)}</span>
            </summary>
            <div class="menu-list">
                <a href="/insight">
                    <Icon glyph=Glyph::Insight />
                    {td_string!(locale, ui.nav.insight)}
                </a>
                <a href="/import">
                    <Icon glyph=Glyph::Import />
                    {td_string!(locale, ui.nav.import)}
                </a>
                <p class="menu-title">{td_string!(locale, ui.nav.export)}</p>
                {export("network.csv.zip", td_string!(locale, ui.nav.export_csv))}
                {export("network.gexf", td_string!(locale, ui.nav.export_gexf))}
                {export("network.json", td_string!(locale, ui.nav.export_json))}
            </div>
        </details>
    }
}

/// Indonesian or English; the choice lasts.
#[component]
fn LocaleSwitch() -> impl IntoView {
    let current = locale();
    let choice = preference("locale");
    let link = move |locale: Locale, code: &'static str, name: &'static str| {
        let choice = choice.clone();
        view! {
            <a
                href=move || choice(code)
                rel="external"
                lang=code
                title=name
                aria-label=format!("{}: {name}", code.to_ascii_uppercase())
                aria-current=(locale == current).then_some("true")
            >
                {code.to_ascii_uppercase()}
            </a>
        }
    };
    view! {
        <div class="switch" role="group" aria-label=td_string!(current, ui.language)>
            {link(Locale::id, "id", "Bahasa Indonesia")}
            {link(Locale::en, "en", "English")}
        </div>
    }
}

/// Light, dark, or as the device is set; the choice lasts.
#[component]
fn ThemeMenu() -> impl IntoView {
    let locale = locale();
    let choice = preference("theme");
    // Only the document knows: the server has written the choice there.
    let current = RwSignal::new(None::<String>);
    Effect::new(move || {
        let theme = document()
            .document_element()
            .and_then(|root| root.get_attribute("data-theme"));
        current.set(Some(theme.unwrap_or_else(|| "auto".to_owned())));
    });
    let link = move |theme: &'static str, glyph: Glyph, label: &'static str| {
        let choice = choice.clone();
        view! {
            <a
                href=move || choice(theme)
                rel="external"
                aria-current=move || (current.get().as_deref() == Some(theme)).then_some("true")
            >
                <Icon glyph />
                {label}
            </a>
        }
    };
    view! {
        <details class="menu">
            <summary aria-label=td_string!(locale, ui.theme.label) title=td_string!(locale, ui.theme.label)>
                <Icon glyph=Glyph::Theme />
            </summary>
            <div class="menu-list">
                {link("light", Glyph::Light, td_string!(locale, ui.theme.light))}
                {link("dark", Glyph::Dark, td_string!(locale, ui.theme.dark))}
                {link("auto", Glyph::Device, td_string!(locale, ui.theme.auto))}
            </div>
        </details>
    }
}

/// The address that keeps a choice and comes back to where the reader is.
fn preference(
    name: &'static str,
) -> impl Fn(&'static str) -> String + Clone + Send + Sync + 'static {
    let location = use_location();
    move |value| {
        let (path, search) = (location.pathname.get(), location.search.get());
        let search = search.trim_start_matches('?');
        let back = if search.is_empty() {
            path
        } else {
            format!("{path}?{search}")
        };
        address("/preferences", [(name, value.to_owned()), ("back", back)])
    }
}

/// Closes the header's menus when one of their links is followed, on a click elsewhere, and by Escape.
fn close_menus(header: NodeRef<Header>) {
    let close = move |keep: Option<&Node>| {
        let open = header
            .get_untracked()
            .and_then(|header| header.query_selector_all("details[open]").ok());
        let Some(open) = open else { return };
        for place in 0..open.length() {
            let Some(menu) = open.item(place) else {
                continue;
            };
            let kept = keep.is_some_and(|node| menu.contains(Some(node)));
            if let (false, Some(menu)) = (kept, menu.dyn_ref::<Element>()) {
                let _ = menu.remove_attribute("open");
            }
        }
    };
    Effect::new(move || {
        let click = window_event_listener(ev::click, move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            let followed = target
                .as_ref()
                .is_some_and(|element| element.closest("a").ok().flatten().is_some());
            close(if followed { None } else { target.as_deref() });
        });
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                close(None);
            }
        });
        on_cleanup(move || {
            click.remove();
            escape.remove();
        });
    });
}

/// The title of a page. On the server it becomes part of the HTML, where `leptos_meta` does not escape it; in the
/// browser it is set as text.
fn page_title(text: String) -> String {
    let title = if text.is_empty() {
        "Jejaring".to_owned()
    } else {
        format!("{text} · Jejaring")
    };
    if cfg!(feature = "ssr") {
        title.replace('&', "&amp;").replace('<', "&lt;")
    } else {
        title
    }
}

/// After following a link within the app, keyboard and screen reader go on from the new page's start, as they would
/// after loading it.
fn focus_new_page(main: NodeRef<Main>) {
    let pathname = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = pathname.get();
        if let (true, Some(main)) = (
            before.is_some_and(|before| before != now),
            main.get_untracked(),
        ) {
            let options = leptos::web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = main.focus_with_options(&options);
        }
        now
    });
}
