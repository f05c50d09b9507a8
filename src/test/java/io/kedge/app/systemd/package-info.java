@NullMarked
package io.kedge.app.systemd;

import org.jspecify.annotations.NullMarked;
