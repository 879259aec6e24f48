//! The state of translations: edit chains over a site in three languages.

mod messages;
