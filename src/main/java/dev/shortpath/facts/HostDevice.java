package dev.shortpath.facts;

/**
 * An entry of a VM's hostDevices.
 *
 * @param resource the extended resource that it takes one of; of a device by claim, `claim NAME`
 */
public record HostDevice(String name, String resource) {}
