#!/usr/bin/env node
// kubectl asks a program of this name how the command lines of its plugin go on (kubernetes/kubectl
// pkg/cmd/plugin.go, SetupPluginCompletion).
process.argv.splice(2, 0, '__complete');
await import('./run.js');
