/** Who else may use a project. */
@NullMarked
package dev.neonflow.sdk.permissions;

import org.jspecify.annotations.NullMarked;
