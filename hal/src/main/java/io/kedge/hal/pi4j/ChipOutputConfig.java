package io.kedge.hal.pi4j;

import java.util.Map;

import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;

/** As {@link ChipInputConfig}, for outputs. */
record ChipOutputConfig(DigitalOutputConfig of) implements DigitalOutputConfig {

    @Override
    public int getUniqueIdentifier() {
        return ChipIdentifier.of(LineConfigs.busOf(of), of.bcm());
    }

    @Override
    public DigitalState shutdownState() {
        return of.shutdownState();
    }

    @Override
    public DigitalOutputConfig shutdownState(DigitalState state) {
        of.shutdownState(state);
        return this;
    }

    @Override
    public DigitalState initialState() {
        return of.initialState();
    }

    @Override
    public Integer bcm() {
        return of.bcm();
    }

    @Override
    @SuppressWarnings("removal")
    public Integer address() {
        return of.bcm();
    }

    @Override
    public Integer bus() {
        return of.bus();
    }

    @Override
    public DigitalState onState() {
        return of.onState();
    }

    @Override
    public String provider() {
        return of.provider();
    }

    @Override
    public String platform() {
        return of.platform();
    }

    @Override
    public Map<String, String> properties() {
        return of.properties();
    }

    @Override
    public String id() {
        return of.id();
    }

    @Override
    public String name() {
        return of.name();
    }

    @Override
    public String description() {
        return of.description();
    }

    @Override
    public void validate() {
        of.validate();
    }
}
