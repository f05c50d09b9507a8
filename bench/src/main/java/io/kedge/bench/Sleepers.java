package io.kedge.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static java.util.Objects.requireNonNull;

/** What sleeps for a tenth of a second, and how. */
public enum Sleepers {
    /** Where the JVM sees it. */
    JAVA {
        @Override
        public Runnable next() {
            return () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Sleeper.MILLIS));
        }
    },
    /** In native code, always the same function. */
    NATIVE {
        @Override
        public Runnable next() {
            return new Sleeper();
        }
    },
    /** In native code, each a function that nobody has seen before. */
    NATIVE_FUNCTIONS {
        @Override
        public Runnable next() {
            try (InputStream code = requireNonNull(Sleeper.class.getResourceAsStream("Sleeper.class"), "Sleeper.class")) {
                MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(code.readAllBytes(), true);
                return (Runnable) hidden.lookupClass().getDeclaredConstructor().newInstance();
            } catch (IOException | ReflectiveOperationException impossible) {
                throw new IllegalStateException("a class of our own cannot be loaded again", impossible);
            }
        }
    };

    /** {@return a sleeper that has not run} */
    public abstract Runnable next();
}
