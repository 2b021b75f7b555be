/**
 * Neon's official contract, cut to its facts, and what holds answers to it. {@code neon-api.json}
 * beside the compiled classes is written by {@link dev.neonflow.embedded.contract.StripContract}
 * and names the package that it comes from.
 */
@NullMarked
package dev.neonflow.embedded.contract;

import org.jspecify.annotations.NullMarked;
