/** Workqueues as the executors of java.util.concurrent: tasks, futures, and the services that count them. */
@NullMarked
package io.kedge.runtime.executor;

import org.jspecify.annotations.NullMarked;
