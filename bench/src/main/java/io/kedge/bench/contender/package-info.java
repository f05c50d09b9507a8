/** The engine and its peers, one class each, each as good as its makers let it be. */
@NullMarked
package io.kedge.bench.contender;

import org.jspecify.annotations.NullMarked;
