import org.jspecify.annotations.NullMarked;

/** Device profiles: YAML that says which board, which lines, what is wired to them; its reader and its JSON Schema. */
@NullMarked
module io.kedge.profile {
    requires static org.jspecify;
    requires transitive io.kedge.hal;
    requires org.snakeyaml.engine;

    exports io.kedge.profile;
    exports io.kedge.profile.model;
}
