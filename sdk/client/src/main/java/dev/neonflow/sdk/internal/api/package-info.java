/** The resources over HTTP. Not part of the public API. */
@NullMarked
package dev.neonflow.sdk.internal.api;

import org.jspecify.annotations.NullMarked;
