package io.kedge.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.kedge.profile.grammar.Vocabulary;
import io.kedge.profile.load.Finder;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.schema.SchemaWriter;

/**
 * Where profiles come from. Everything a profile says is checked before anything of it is used; what is wrong comes back as
 * {@link LoadResult.Problems}, never as another exception. Stateless; any thread; reads files.
 */
public final class Profiles {

    /** Where the kernel says which board it runs on. */
    public static final Path DEVICE_TREE = Path.of("/proc/device-tree/compatible");

    /** The name that stands for the profile of the board this runs on. */
    public static final String AUTO = "auto";

    private Profiles() {
    }

    /** {@return the names of the profiles that are always there, the simulated board first} */
    public static List<String> shipped() {
        return Vocabulary.SHIPPED;
    }

    /**
     * {@return the profile of this name, or in this file, or what is wrong with it} A name of {@link #shipped()} comes first;
     * {@link #AUTO} is {@link #detect}; everything else is a file.
     */
    public static LoadResult load(String nameOrPath) {
        return nameOrPath.equals(AUTO) ? detect(DEVICE_TREE) : Finder.load(nameOrPath);
    }

    /**
     * {@return the shipped profile of this board, or why there is none}
     *
     * @param compatible what the board says of itself: strings, each ended by NUL, best first; usually {@link #DEVICE_TREE}
     */
    public static LoadResult detect(Path compatible) {
        return Finder.detect(compatible);
    }

    /**
     * {@return what the board says it is, best first; empty if it says nothing or cannot be asked}
     *
     * @param compatible strings, each ended by NUL; usually {@link #DEVICE_TREE}
     */
    public static List<String> saidByBoard(Path compatible) {
        try {
            return Finder.said(compatible);
        } catch (IOException none) {
            return List.of();
        }
    }

    /** {@return the JSON Schema of profiles, draft-07} */
    public static String schema() {
        return SchemaWriter.write();
    }
}
