package io.kedge.app.gpio;

import java.util.List;
import java.util.function.Function;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.hal.api.Board;
import io.kedge.hal.api.LineException;
import io.kedge.hal.cdev.CdevBoard;
import io.kedge.hal.sim.SimulatedBoard;
import io.kedge.profile.Profiles;
import io.kedge.profile.model.BoardFacts;
import io.kedge.profile.model.Chip;
import io.kedge.profile.model.LoadResult;
import io.kedge.profile.model.Problem;
import io.kedge.profile.model.Profile;
import io.kedge.runtime.api.Workqueue;
import org.jspecify.annotations.Nullable;

/** Starts the board that a profile is for. */
public final class Boards {
    private Boards() { }

    /**
     * {@return the profile of this name or in this file}
     *
     * @throws StartFailure if there is none, or it has errors; the message has all of them
     */
    public static Profile profile(String board) {
        return switch (Profiles.load(board)) {
            case LoadResult.Loaded(Profile profile) -> profile;
            case LoadResult.Problems problems -> throw new StartFailure(
                    problems.list().stream().allMatch(Boards::concernsTheWholeFile) ? ExitCode.NO_PROFILE : ExitCode.PROFILE,
                    problems.report());
        };
    }

    private static boolean concernsTheWholeFile(Problem problem) {
        return problem.place().line() == 0;
    }

    /**
     * {@return the profile's board, its gpio-irq running; no line is touched yet}
     *
     * @param workqueues gives the workqueue of a name, null if there is none
     * @throws StartFailure if this is another board, or its chips cannot be used; the message has the cure
     */
    public static Board start(Profile profile, Function<String, @Nullable Workqueue> workqueues) {
        if (profile.board().simulated()) {
            return simulated(profile).start(workqueues);
        }
        requireFit(profile, Profiles.saidByBoard(Profiles.DEVICE_TREE));
        try {
            return CdevBoard.builder().name(profile.board().description()).start(workqueues);
        } catch (LineException none) {
            throw new StartFailure(ExitCode.BOARD, "profile " + profile.name() + ": " + none.getMessage(), none);
        }
    }

    private static SimulatedBoard.Builder simulated(Profile profile) {
        SimulatedBoard.Builder board = SimulatedBoard.builder().name(profile.board().description());
        for (Chip chip : profile.chips()) {
            board.chip(chip.label(), chip.lines(), "SIM");
        }
        return board;
    }

    /** The same offset of another board may be wired to anything, so a profile that names its boards is for these alone. */
    static void requireFit(Profile profile, List<String> said) {
        BoardFacts meant = profile.board();
        if (meant.compatible().isEmpty() || meant.fits(said)) {
            return;
        }
        String here = said.isEmpty() ? "has no device tree to tell its board by" : "says it is " + String.join(", ", said);
        throw new StartFailure(ExitCode.BOARD, "profile " + profile.name() + " is for " + String.join(", ", meant.compatible())
                + ", and this machine " + here + "; nothing was touched. Use --board auto, or a copy of the profile with this board under"
                + " 'compatible'; --board sim runs without hardware");
    }
}
