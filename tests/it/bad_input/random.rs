//! Random bytes in every kind of file: no panic, no hang, and never a half-written site.
