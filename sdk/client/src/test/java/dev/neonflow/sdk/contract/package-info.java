/** Neon's official contract, cut to its facts, against the client, by reflection. */
@NullMarked
package dev.neonflow.sdk.contract;

import org.jspecify.annotations.NullMarked;
