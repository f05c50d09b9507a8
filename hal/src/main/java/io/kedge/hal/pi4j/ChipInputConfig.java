package io.kedge.hal.pi4j;

import java.util.Map;

import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;

/**
 * The user's configuration with an identifier that tells chips apart. Pi4J's registry knows a line by its bcm number only,
 * so that line 17 of two chips could not both exist.
 */
record ChipInputConfig(DigitalInputConfig of) implements DigitalInputConfig {

    @Override
    public int getUniqueIdentifier() {
        return ChipIdentifier.of(LineConfigs.busOf(of), of.bcm());
    }

    @Override
    public PullResistance pull() {
        return of.pull();
    }

    @Override
    public Long debounce() {
        return of.debounce();
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
