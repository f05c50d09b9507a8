/** What the user asked for, read and checked before anything is started, and how a failure is told. The lowest package. */
@NullMarked
package io.kedge.app.config;

import org.jspecify.annotations.NullMarked;
