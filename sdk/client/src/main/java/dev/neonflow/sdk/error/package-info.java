/** What can go wrong: one class per decision that a caller can take. */
@NullMarked
package dev.neonflow.sdk.error;

import org.jspecify.annotations.NullMarked;
