/** Regions: where projects can be. */
@NullMarked
package dev.neonflow.sdk.regions;

import org.jspecify.annotations.NullMarked;
