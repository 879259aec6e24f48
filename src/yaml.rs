//! The only module that knows the YAML library: text into values with places, and our own error type.
