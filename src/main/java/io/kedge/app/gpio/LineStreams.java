package io.kedge.app.gpio;

import java.lang.annotation.Annotation;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.OverflowPolicy;
import io.smallrye.mutiny.Multi;

/** Makes the streams for {@link LineStream}. */
@Singleton
class LineStreams {
    private final Lines lines;

    @Inject
    LineStreams(Lines lines) {
        this.lines = lines;
    }

    @Produces
    @Dependent
    @LineStream(line = "", overflow = OverflowPolicy.Kind.LATEST)
    Multi<LineEvent> stream(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof LineStream wanted) {
                return lines.events(wanted.line(), new OverflowPolicy(wanted.overflow(), wanted.capacity()));
            }
        }
        throw new IllegalStateException("@LineStream is missing at " + point);
    }
}
