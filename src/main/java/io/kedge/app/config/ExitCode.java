package io.kedge.app.config;

/** How the process ends: the numbers of sysexits.h where it has one for the case, numbers from 80 on where it has none. */
public enum ExitCode {
    /** Did what was asked; a run that was stopped by Ctrl-C or SIGTERM and stopped cleanly. */
    OK(0, "done, or stopped cleanly by Ctrl-C or SIGTERM"),
    /** A fault of Kedge itself. */
    INTERNAL(70, "a fault of Kedge itself; run again with --debug and report what it says"),
    /** The command line is wrong. */
    USAGE(64, "the command line or an environment variable is wrong"),
    /** The profile has errors. */
    PROFILE(65, "the device profile has errors (unknown key, line out of range, ...)"),
    /** There is no such profile or file. */
    NO_PROFILE(66, "no such profile or file"),
    /** Something that the run needs is not to be had. */
    UNAVAILABLE(69, "a port is in use, no embedded broker, or no broker in time (--connect-within)"),
    /** The stop took too long. */
    UNCLEAN(75, "stopped, but something had to be given up; the last lines say what"),
    /** The broker refused who we are. */
    NO_PERMISSION(77, "the broker refused the user name or the password at the first connect"),
    /** The settings do not fit together. */
    CONFIG(78, "the settings do not fit together (a real board without a broker, a handler on an unknown line, ...)"),
    /** This Java cannot carry the engine. */
    JAVA(80, "this Java runtime cannot carry the engine"),
    /** The profile's lines cannot be had on this machine. */
    BOARD(81, "the board's lines cannot be had: another board, no GPIO chip, no permission, or somebody holds one"),
    /** A second Ctrl-C. */
    INTERRUPTED(130, "ended at once by a second Ctrl-C or SIGTERM");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** {@return the process's exit status} */
    public int code() {
        return code;
    }

    /** {@return one line for the help} */
    public String meaning() {
        return meaning;
    }
}
