package io.kedge.hal.device;

/** What somebody did with a button. */
public enum ButtonAction {
    /** It went down. */
    PRESS,
    /** It came up. */
    RELEASE,
    /** A short press, and no second one followed in time. */
    CLICK,
    /** Two short presses, the second one in time. */
    DOUBLE_CLICK,
    /** It has been down for so long that it is no click any more. */
    LONG_PRESS,
    /** It is still down, another while after a long press. */
    REPEAT
}
