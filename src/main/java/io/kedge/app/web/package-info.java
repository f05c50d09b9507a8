/** What can be read over HTTP, as JSON. */
@NullMarked
package io.kedge.app.web;

import org.jspecify.annotations.NullMarked;
