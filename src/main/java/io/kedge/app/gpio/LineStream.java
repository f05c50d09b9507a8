package io.kedge.app.gpio;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;

import io.kedge.hal.api.OverflowPolicy;

/**
 * Injects the debounced events of a line as a {@code Multi<LineEvent>}. What gives way when the subscriber is slow has to be
 * said, since no answer fits all.
 *
 * <pre>
 * &#64;Inject
 * &#64;LineStream(line = "meter", overflow = OverflowPolicy.Kind.DROP_OLDEST, capacity = 64)
 * Multi&lt;LineEvent&gt; pulses;
 * </pre>
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface LineStream {

    /** {@return the id of an input of the profile} */
    @Nonbinding
    String line();

    /** {@return what gives way} */
    @Nonbinding
    OverflowPolicy.Kind overflow();

    /** {@return events kept for the subscriber; 1 for {@code LATEST}} */
    @Nonbinding
    int capacity() default 1;
}
