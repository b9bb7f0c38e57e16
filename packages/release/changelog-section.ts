/**
 * What the changelog says of a version, without its heading; before the heading has the version, what is unreleased.
 *
 * @throws if there is neither
 */
export function changelogSection(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1)
  const isOf = (name: string) => (section: string) => titleOf(section).split(' ')[0] === name
  const section = sections.find(isOf(version)) ?? sections.find(isOf('Unreleased'))
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## ${version}", and none "## Unreleased"`)
  return `${section.slice(titleOf(section).length).trim()}\n`
}

function titleOf(section: string): string {
  return section.slice(0, section.indexOf('\n'))
}
