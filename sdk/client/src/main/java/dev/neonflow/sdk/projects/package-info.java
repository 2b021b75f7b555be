/** Projects: the unit that owns branches. */
@NullMarked
package dev.neonflow.sdk.projects;

import org.jspecify.annotations.NullMarked;
