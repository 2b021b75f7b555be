package dev.neonflow.sdk.endpoints;

import com.squareup.moshi.Json;

/** What runs the computes of a project. */
public enum Provisioner {
  /** Pods of a fixed size. */
  @Json(name = "k8s-pod")
  K8S_POD,
  /** Virtual machines, which can scale between two sizes. */
  @Json(name = "k8s-neonvm")
  K8S_NEONVM,
  /** Neon's serverless platform. */
  @Json(name = "serverless-platform")
  SERVERLESS_PLATFORM,
  /** A provisioner that this version does not know. */
  UNKNOWN
}
