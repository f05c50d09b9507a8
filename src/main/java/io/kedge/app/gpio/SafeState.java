package io.kedge.app.gpio;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.hal.api.Direction;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.cdev.SafeLevels;
import io.kedge.profile.Profiles;
import io.kedge.profile.model.Profile;
import io.kedge.profile.model.ProfileLine;

/**
 * Sets the outputs of a profile to their safe levels in a process of its own: after one that was killed, and could not. A
 * process that stops by itself has done it ({@link Lines#closeOutputs}).
 */
public final class SafeState {
    private final Function<List<LineConfig>, List<LineException>> hardware;

    SafeState(Function<List<LineConfig>, List<LineException>> hardware) {
        this.hardware = hardware;
    }

    /** {@return the one for this machine's chips} */
    public static SafeState ofThisMachine() {
        return new SafeState(SafeLevels::set);
    }

    /**
     * Sets them, and says what was done.
     *
     * @param board a profile, as the option {@code --board} names it
     * @return {@link ExitCode#OK}, or {@link ExitCode#BOARD} if one was refused: all others are set then
     * @throws StartFailure if there is no such profile, it is for another board, or there is no chip that could be opened
     */
    public ExitCode set(String board, PrintWriter out, PrintWriter err) {
        Profile profile = Boards.profile(board);
        List<LineConfig> outputs = profile.entries().stream().map(ProfileLine::config)
                .filter(line -> line.direction() == Direction.OUTPUT).toList();
        if (profile.board().simulated() || outputs.isEmpty()) {
            out.println("kedge: profile " + profile.name() + (outputs.isEmpty() ? " has no outputs" : " is simulated")
                    + "; there is nothing to set");
            return ExitCode.OK;
        }
        Boards.requireFit(profile, Profiles.saidByBoard(Profiles.DEVICE_TREE));
        List<LineException> refused = refusals(profile, outputs);
        refused.forEach(one -> err.println("kedge: " + one.getMessage() + "; its safe level could not be set"));
        out.println("kedge: " + (outputs.size() - refused.size()) + " of " + outputs.size() + " outputs of profile " + profile.name()
                + " set to their safe levels (" + outputs.stream().map(SafeState::level).collect(Collectors.joining(", ")) + ")");
        return refused.isEmpty() ? ExitCode.OK : ExitCode.BOARD;
    }

    private List<LineException> refusals(Profile profile, List<LineConfig> outputs) {
        try {
            return hardware.apply(outputs);
        } catch (LineException none) {
            throw new StartFailure(ExitCode.BOARD, "profile " + profile.name() + ": " + none.getMessage(), none);
        }
    }

    private static String level(LineConfig output) {
        return output.id() + " " + (output.initialActive() ? "active" : "inactive");
    }
}
