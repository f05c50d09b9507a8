package io.kedge.app.gpio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean that handles the debounced events of a line: the bottom half. It takes one
 * {@link io.kedge.hal.api.LineEvent}, or nothing; it may block and throw. Events come one after the other, in order, as
 * items of the named workqueue; other handlers do not wait for it.
 *
 * <pre>
 * &#64;ApplicationScoped
 * class Doorbell {
 *     &#64;OnLine(value = "button", workqueue = "chimes")
 *     void ring(LineEvent event) { ... }
 * }
 * </pre>
 *
 * <p>A line or a workqueue that does not exist keeps the application from starting.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnLine {

    /** The workqueue for handlers that name none: unbound, made by the application. */
    String DEFAULT_WORKQUEUE = "handlers";

    /** {@return the id of an input of the profile} */
    String value();

    /** {@return a workqueue of the profile, of the application or of the system} */
    String workqueue() default DEFAULT_WORKQUEUE;

    /** {@return the profiles with which this handler is wanted; none for every profile} */
    String[] profile() default {};
}
