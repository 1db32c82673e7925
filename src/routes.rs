//! Which page an address leads to, and in which part of the program that page is.

use crate::explorer::{Embedded, Explorer, load_told};
use crate::live::Beside;
use crate::pages::account::{
    ChangeEmail, ChangePassword, Confirm, DeleteAccount, Forgotten, OwnAccount, Reset, SetUp,
    SignIn, SignUp,
};
use crate::pages::{
    ActivityFormPage, AgreementPage, BestMatches, CalendarPage, ClaimPage, ContactForm, DeskPage,
    EvaluationFormPage, HistoryPage, Home, Import, InsightPage, InvitationPage, ListingForm,
    Market, MergePage, OfflinePage, OrganisationForm, OrganisationNeeds, OrganisationPage,
    Organisations, PartnershipForm, PartnershipPage, Partnerships, PastPage, PeoplePage,
    ReportFormPage, ReportPage, StewardPage, StewardPeople, WorkPage,
};
use crate::part::{NotLoaded, part};
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::hooks::use_location;
use leptos_router::{
    ChooseView, IntoChooseViewMaybeErased, NestedRoute, PartialPathMatch, PathSegment,
    PossibleRouteMatch, SsrMode,
};

/// A page's address, with `:name` for what differs, and the part that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    address: &'static str,
    part: Part,
}

macro_rules! routes {
    (
        with_all { $($first:literal => $first_page:ident,)* }
        $($(#[$doc:meta])* $name:ident in $part:ident, loaded by $load:ident $(, below $above:ident)? { $($address:literal => $page:ident,)* })*
    ) => {
        /// The first one that fits counts.
        const ROUTES: &[Route] = &[
            $(Route { address: $first, part: Part::WithAll },)*
            $($(Route { address: $address, part: Part::$name },)*)*
        ];

        /// A part of the program that has pages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Part {
            /// What every page loads.
            WithAll,
            $($(#[$doc])* $name,)*
        }

        impl Part {
            async fn load(self) -> Result<(), NotLoaded> {
                match self {
                    Part::WithAll => {}
                    $(Part::$name => $load().await?,)*
                }
                Ok(())
            }

            async fn view(self, address: &'static str) -> Result<AnyView, NotLoaded> {
                match self {
                    Part::WithAll => Ok(match address {
                        $($first => view! { <$first_page /> }.into_any(),)*
                        _ => ().into_any(),
                    }),
                    $(Part::$name => {
                        // The browser fetches the part while it reads the page.
                        #[cfg(feature = "ssr")]
                        leptos::prefetch_lazy_fn_on_server(stringify!($part));
                        $part(address).await
                    })*
                }
            }
        }

        $(part! {
            fn $part(address: &'static str) -> AnyView, of $part, loaded by $load {
                let page = match address {
                    $($address => view! { <$page /> }.into_any(),)*
                    _ => ().into_any(),
                };
                $(let page = view! { <$above /> {page} }.into_any();)?
                page
            }
        })*
    };
}

routes! {
    with_all {
        "" => Home,
    }
    /// The network to move through.
    Explorer in explorer, loaded by load_explorer {
        "explore" => Explorer,
        "embed" => Embedded,
    }
    /// What is written.
    Forms in forms, loaded by load_forms, below Beside {
        "organisations/new" => OrganisationForm,
        "organisations/:id/edit" => OrganisationForm,
        "organisations/:id/needs/new" => ListingForm,
        "organisations/:id/needs/:listing/edit" => ListingForm,
        "organisations/:id/contacts/new" => ContactForm,
        "organisations/:id/contacts/:contact" => ContactForm,
        "partnerships/new" => PartnershipForm,
        "partnerships/:id/edit" => PartnershipForm,
        "partnerships/:id/renew" => PartnershipForm,
        "partnerships/:id/end" => PartnershipForm,
        "partnerships/:id/work/activity" => ActivityFormPage,
        "partnerships/:id/work/activity/:record" => ActivityFormPage,
        "partnerships/:id/work/report" => ReportFormPage,
        "partnerships/:id/work/report/:record" => ReportFormPage,
        "partnerships/:id/work/evaluation" => EvaluationFormPage,
    }
    /// Organisations, partnerships, and what belongs to them.
    Records in records, loaded by load_records {
        "organisations" => Organisations,
        "organisations/:id" => OrganisationPage,
        "organisations/:id/needs" => OrganisationNeeds,
        "organisations/:id/people" => PeoplePage,
        "organisations/:id/calendar" => CalendarPage,
        "partnerships" => Partnerships,
        "partnerships/:id" => PartnershipPage,
        "partnerships/:id/agreement" => AgreementPage,
        "partnerships/:id/work" => WorkPage,
        "needs" => Market,
        "needs/matches" => BestMatches,
        "desk" => DeskPage,
    }
    /// What is seldom wanted, with signing in and the own account.
    Seldom in seldom, loaded by load_seldom {
        "organisations/:id/history" => HistoryPage,
        "organisations/:id/history/:seq" => PastPage,
        "organisations/:id/insight" => InsightPage,
        "organisations/:id/report" => ReportPage,
        "organisations/:id/claim" => ClaimPage,
        "invitation/:token" => InvitationPage,
        "partnerships/:id/history" => HistoryPage,
        "partnerships/:id/history/:seq" => PastPage,
        "insight" => InsightPage,
        "import" => Import,
        "steward" => StewardPage,
        "steward/people" => StewardPeople,
        "steward/merge" => MergePage,
        "offline" => OfflinePage,
        "sign-in" => SignIn,
        "sign-up" => SignUp,
        "forgotten" => Forgotten,
        "reset/:token" => Reset,
        "set-up/:token" => SetUp,
        "confirm/:token" => Confirm,
        "account" => OwnAccount,
        "account/email" => ChangeEmail,
        "account/password" => ChangePassword,
        "account/delete" => DeleteAccount,
    }
}

type Choice = <Route as IntoChooseViewMaybeErased>::Output;

/// All pages. They are sent whole, so that they can be read and used without script.
#[component(transparent)]
pub fn Pages() -> StaticVec<NestedRoute<Route, (), (), Choice>> {
    let routes = ROUTES.iter();
    let routes = routes.map(|route| NestedRoute::new(*route, *route).ssr_mode(SsrMode::Async));
    routes.collect::<Vec<_>>().into()
}

/// Loads what an address needs, so that its page is there at once.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
pub async fn load(path: &str, query: &str) -> Result<(), NotLoaded> {
    let Some(route) = ROUTES.iter().find(|route| route.test(path).is_some()) else {
        return Ok(());
    };
    if route.part == Part::Explorer {
        load_told(query).await?;
    }
    route.part.load().await
}

impl ChooseView for Route {
    async fn choose(self) -> AnyView {
        let location = use_location();
        let view = self.part.view(self.address).await;
        if view.is_err() {
            // The server may have another release by now; the browser says what there is to say of the connection.
            let (path, query) = (location.pathname, location.search);
            let query = query.get_untracked();
            let address = format!("{}?{}", path.get_untracked(), query.trim_start_matches('?'));
            let _ = window().location().set_href(address.trim_end_matches('?'));
        }
        view.ok().into_any()
    }

    async fn preload(&self) {
        // Choosing it loads it, and says what is wrong where that fails.
        let _ = self.part.load().await;
    }
}

impl PossibleRouteMatch for Route {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let mut params = Vec::new();
        let mut given = path.trim_matches('/').split('/');
        for wanted in self.address.split('/') {
            let given = given.next()?;
            match wanted.strip_prefix(':') {
                Some(name) if !given.is_empty() => params.push((name.into(), given.to_owned())),
                None if wanted == given => {}
                _ => return None,
            }
        }
        match given.next() {
            None => Some(PartialPathMatch::new("", params, path)),
            Some(_) => None,
        }
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        let segments = self.address.split('/');
        path.extend(segments.map(|segment| match segment.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(segment.into()),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str) -> Option<(&'static str, Vec<String>)> {
        ROUTES.iter().find_map(|route| {
            let params = route.test(path)?.params().into_iter();
            Some((route.address, params.map(|(_, value)| value).collect()))
        })
    }

    #[test]
    fn an_address_leads_to_its_page() {
        let params = |given: &[&str]| given.iter().map(|given| (*given).to_owned()).collect();
        for (path, address, given) in [
            ("/", "", params(&[])),
            ("/organisations/new", "organisations/new", params(&[])),
            ("/organisations/1", "organisations/:id", params(&["1"])),
            ("/organisations/1/", "organisations/:id", params(&["1"])),
            (
                "/organisations/1/needs/2/edit",
                "organisations/:id/needs/:listing/edit",
                params(&["1", "2"]),
            ),
            (
                "/partnerships/1/work/activity",
                "partnerships/:id/work/activity",
                params(&["1"]),
            ),
        ] {
            assert_eq!(found(path), Some((address, given)), "{path}");
        }
        for path in ["/nowhere", "/organisations/1/nowhere", "/explore/more"] {
            assert_eq!(found(path), None, "{path}");
        }
    }

    #[test]
    fn no_address_hides_another() {
        for route in ROUTES {
            assert_eq!(
                found(route.address).map(|found| found.0),
                Some(route.address)
            );
        }
    }
}
