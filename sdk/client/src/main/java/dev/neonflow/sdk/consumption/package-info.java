/** Consumption: what projects used, over time. */
@NullMarked
package dev.neonflow.sdk.consumption;

import org.jspecify.annotations.NullMarked;
