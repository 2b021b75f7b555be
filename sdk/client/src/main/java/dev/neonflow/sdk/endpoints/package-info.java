/** Endpoints: the computes that answer for a branch. */
@NullMarked
package dev.neonflow.sdk.endpoints;

import org.jspecify.annotations.NullMarked;
