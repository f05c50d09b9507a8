package io.kedge.profile.load;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

import io.kedge.profile.grammar.ProfileGrammar;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.ProfileLine;

/** Reads one profile from its bytes. Reports everything that is wrong at once. Stateless; any thread. */
public final class ProfileReader {
    private final Function<String, Profile> shipped;

    /** Takes what finds a shipped profile by its name, for {@code board: {like: NAME}}. */
    public ProfileReader(Function<String, Profile> shipped) {
        this.shipped = shipped;
    }

    /** {@return the profile, or what is wrong with it; never throws on account of the bytes} */
    public LoadResult read(String file, byte[] bytes) {
        return switch (Decoder.decode(file, bytes)) {
            case Decoder.Bad(var problem) -> new LoadResult.Problems(List.of(problem));
            case Decoder.Good(var source) -> read(source, digest(bytes));
        };
    }

    private LoadResult read(SourceText source, String digest) {
        ProblemList problems = new ProblemList(source);
        Tree tree = new YamlReader(source, problems).read();
        if (tree == null || (tree instanceof Tree.Scalar scalar && scalar.empty())) {
            if (problems.isEmpty()) {
                problems.add(new Spot(source.place(0, 0), ""), "", "the file is empty; a profile begins with 'profile: NAME'");
            }
            return new LoadResult.Problems(problems.inOrder());
        }
        Value value = new ShapeReader(problems).read(tree, ProfileGrammar.PROFILE_BLOCK, new Spot(tree.place(), ""));
        if (!(value instanceof Value.Block block)) {
            return new LoadResult.Problems(problems.inOrder());
        }
        Surroundings around = new BoardReader(problems, shipped).read(block);
        List<ProfileLine> lines = new LineReader(problems, around).read(block);
        if (!problems.isEmpty()) {
            return new LoadResult.Problems(problems.inOrder());
        }
        return new LoadResult.Loaded(new Profile(
                block.textOr("profile", ""),
                source.file(),
                digest,
                around.board(),
                List.copyOf(around.chips().values()),
                List.copyOf(around.workqueues().values()),
                lines));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
