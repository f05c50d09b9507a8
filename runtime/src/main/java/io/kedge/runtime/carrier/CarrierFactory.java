package io.kedge.runtime.carrier;

import java.util.function.Consumer;

import io.kedge.runtime.carrier.CarrierThread.Body;
import io.kedge.runtime.carrier.CarrierThread.Station;
import io.kedge.runtime.linux.LinuxException;

/** Makes what runs the carriers. */
@FunctionalInterface
public interface CarrierFactory {

    /**
     * {@return a runner that has not started, for this body}
     *
     * @param refused told what the kernel did not grant it
     */
    CarrierRunner make(Station station, Body body, Consumer<LinuxException> refused);
}
