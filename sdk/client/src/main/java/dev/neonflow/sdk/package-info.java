@NullMarked
package dev.neonflow.sdk;

import org.jspecify.annotations.NullMarked;
