; What is coloured in Rust. Where two patterns take the same node, the last wins.
;
; Preparing a query takes a walk through the grammar for each pattern with a node inside another, a long one where the
; inner node is named and stands for many things; none where the outer node is `_` and the inner one too. With the
; patterns of the grammar's own query it takes four times as long, in a program that runs for a few hundred milliseconds.
; Only calls have a field `function`.

(type_identifier) @type
(primitive_type) @type.builtin
(field_identifier) @property
((identifier) @constructor (#match? @constructor "^[A-Z]"))
((identifier) @constant (#match? @constant "^[A-Z][A-Z0-9_]+$"))

(call_expression function: (identifier) @function)
(generic_function function: (identifier) @function)
(_ function: (_ name: (identifier) @function))
(_ function: (_ field: (field_identifier) @function.method))
(macro_invocation macro: (identifier) @function.macro "!" @function.macro)
(function_item name: (identifier) @function)
(function_signature_item name: (identifier) @function)
(parameter pattern: (identifier) @variable.parameter)
(lifetime (identifier) @label)

[(line_comment) (block_comment)] @comment
(doc_comment) @comment.documentation

["(" ")" "[" "]" "{" "}" "::" ":" "." "," ";"] @punctuation
["*" "&" "'"] @operator
[
  "as" "async" "await" "break" "const" "continue" "default" "dyn" "else" "enum" "extern" "fn" "for" "gen" "if" "impl"
  "in" "let" "loop" "macro_rules!" "match" "mod" "move" "pub" "raw" "ref" "return" "static" "struct" "trait" "type"
  "union" "unsafe" "use" "where" "while" "yield"
  (crate) (mutable_specifier) (super)
] @keyword
(self) @variable.builtin

[(char_literal) (string_literal) (raw_string_literal)] @string
(escape_sequence) @escape
[(boolean_literal) (integer_literal) (float_literal)] @constant.builtin
[(attribute_item) (inner_attribute_item)] @attribute
