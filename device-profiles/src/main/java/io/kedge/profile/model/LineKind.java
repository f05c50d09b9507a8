package io.kedge.profile.model;

import java.util.Arrays;
import java.util.List;

import io.kedge.hal.api.Direction;

/** What is wired to a line. The direction follows from it, and the words for its two levels. */
public enum LineKind {
    /** A push button. */
    BUTTON("button", Direction.INPUT, "pressed", "released"),
    /** A switch, a reed or a limit contact: it stays as it is. */
    CONTACT("contact", Direction.INPUT, "closed", "open"),
    /** A motion detector. */
    MOTION("motion", Direction.INPUT, "motion", "still"),
    /** A meter that gives a pulse for each unit; only the active edge counts. */
    PULSE_COUNTER("pulse-counter", Direction.INPUT, "pulse", "rest"),
    /** A relay, a valve, a contactor. */
    RELAY("relay", Direction.OUTPUT, "on", "off"),
    /** A light. */
    LED("led", Direction.OUTPUT, "on", "off");

    private final String key;
    private final Direction direction;
    private final String whenActive;
    private final String whenInactive;

    LineKind(String key, Direction direction, String whenActive, String whenInactive) {
        this.key = key;
        this.direction = direction;
        this.whenActive = whenActive;
        this.whenInactive = whenInactive;
    }

    /** {@return the word that stands in a profile after {@code as:}} */
    public String key() {
        return key;
    }

    /** {@return who sets the level of such a line} */
    public Direction direction() {
        return direction;
    }

    /** {@return what an event or a value is called: {@code pressed}, {@code released}} */
    public String word(boolean active) {
        return active ? whenActive : whenInactive;
    }

    /** {@return the words of the kinds with this direction, in order of declaration} */
    public static List<String> keys(Direction direction) {
        return Arrays.stream(values()).filter(kind -> kind.direction == direction).map(LineKind::key).toList();
    }
}
