/** Snapshots: states of a branch that are kept, by hand or by a schedule, and can be restored. */
@NullMarked
package dev.neonflow.sdk.snapshots;

import org.jspecify.annotations.NullMarked;
