/** What requests refuse alike. Not part of the public API. */
@NullMarked
package dev.neonflow.sdk.internal.checks;

import org.jspecify.annotations.NullMarked;
