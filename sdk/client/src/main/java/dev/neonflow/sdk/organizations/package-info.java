/** Organizations: who owns projects, and who belongs to it. */
@NullMarked
package dev.neonflow.sdk.organizations;

import org.jspecify.annotations.NullMarked;
