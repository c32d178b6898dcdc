/** What one image is built from. */
export interface Image {
  name: string;
  dockerfile: string;
  /** The stage of the Dockerfile; undefined for its last. */
  target?: string;
  service?: string;
}

const serviceImage = (service: string): Image => ({
  name: service,
  dockerfile: "deploy/images/service.Dockerfile",
  service,
});

/** All images of the product; manifests name them `distributed-scheduler/<name>`. */
export const IMAGES: readonly Image[] = [
  { ...serviceImage("migration"), target: "migration" },
  serviceImage("master-cron-job"),
  serviceImage("schedule-microservice"),
  serviceImage("user-microservice"),
  serviceImage("worker"),
  { name: "web", dockerfile: "deploy/images/web.Dockerfile" },
];

export interface BuildOptions {
  /** Such as `localhost`, where local manifests look for images, or a registry. */
  registry: string;
  tag: string;
  /** The commit that it is built from. */
  revision: string;
}

/** The name under which an image is known to a registry. */
export function imageReferenceOf({ name }: Image, { registry, tag }: BuildOptions): string {
  return `${registry}/distributed-scheduler/${name}:${tag}`;
}

/** The arguments of `docker` or `podman` that build an image in the root of the repository. */
export function buildArgumentsOf(image: Image, options: BuildOptions): string[] {
  const buildArguments = [
    ...(image.service === undefined ? [] : [`SERVICE=${image.service}`]),
    `VERSION=${options.tag}`,
    `REVISION=${options.revision}`,
  ];
  return [
    "build",
    ...["--file", image.dockerfile, "--tag", imageReferenceOf(image, options)],
    ...(image.target === undefined ? [] : ["--target", image.target]),
    ...buildArguments.flatMap((argument) => ["--build-arg", argument]),
    ".",
  ];
}
