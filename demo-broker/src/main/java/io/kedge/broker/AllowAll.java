package io.kedge.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;

/** Lets everybody in: the broker listens on loopback only. */
final class AllowAll implements ExtensionMain {

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        SimpleAuthenticator everybody = (connect, verdict) -> verdict.authenticateSuccessfully();
        Services.securityRegistry().setAuthenticatorProvider(_ -> everybody);
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) { }
}
